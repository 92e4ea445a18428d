/** Words that are taken, so that no entitlement can be called by them. */

/** What `/prod-access` understands as the first word of a line. */
export const COMMAND_WORDS = [
  'request',
  'break-glass',
  'mine',
  'pending',
  'help',
  'adopt',
  'who',
  'why',
  'done',
  'cancel',
  'revoke',
  'write-off',
  'extend',
] as const;

/** Why not; nothing where it is free. */
export function takenFor(id: string | undefined): readonly string[] {
  if (id === 'all') return ['the name "all" is taken: rules use it'];
  const isTaken = COMMAND_WORDS.some((word) => word === id);
  return isTaken ? [`"${id}" is a word of the command (/prod-access ${id}): take another`] : [];
}
