/** Which kind of access a run is about, by its seed: all else is drawn as it always was. */

import type { Act, Deed, Script } from './script.ts';
import { createDice } from './dice.ts';
import { type Entitlement, IN_CENTER, IN_FLAG, IN_NODES, IN_SHELL } from './town.ts';
import { IN_TUNNEL, IN_WINDOW, IN_WORK } from './town.ts';

type Kind = 'iam' | 'center' | 'ssm' | 'automation' | 'jitna';

/** Fifteen, so that each kind has full runs and brief ones. */
const TURNS: readonly Kind[] = [
  'ssm',
  'ssm',
  'center',
  'automation',
  'jitna',
  'iam',
  'iam',
  'center',
  'automation',
  'jitna',
  'iam',
  'ssm',
  'center',
  'iam',
  'automation',
];
const kindOf = (seed: number): Kind => TURNS[seed % TURNS.length] ?? 'iam';

/** What is asked for in place of what was drawn; the policy of IAM stays in every run. */
const IN_PLACE: Readonly<Record<Kind, Readonly<Record<string, Entitlement>>>> = {
  iam: {},
  center: { 'prod-logs': IN_CENTER, 'prod-ops': IN_CENTER, 'prod-fix': IN_CENTER },
  automation: { 'prod-logs': IN_WINDOW, 'prod-ops': IN_FLAG, 'prod-fix': IN_WORK },
  jitna: { 'prod-logs': IN_NODES, 'prod-ops': IN_NODES, 'prod-fix': IN_NODES },
  ssm: { 'prod-logs': IN_SHELL, 'prod-ops': IN_SHELL, 'prod-fix': IN_TUNNEL },
};

export function moved(seed: number, deed: Omit<Deed, 'number'>): Omit<Deed, 'number'> {
  const { act } = deed;
  const other = act.do === 'ask' ? IN_PLACE[kindOf(seed)][act.entitlement] : undefined;
  return other ? { ...deed, act: as(act, other) } : deed;
}

/** What is asked for, by this name: in chat, or filed at AWS. */
function as(act: Act, entitlement: Entitlement): Act {
  if (act.do !== 'ask' && act.do !== 'file') return act;
  const { ask, minutes } = act;
  if (entitlement !== IN_NODES) return { ...act, do: 'ask', ask, entitlement, minutes };
  return act.do === 'file' ? act : { do: 'file', ask, minutes: 3 * minutes };
}

/** Now and then an administrator has a say at AWS in what was filed there; by other dice. */
export function elsewhere(seed: number, deeds: readonly Deed[]): readonly Deed[] {
  const [dice, more] = [createDice(seed, 4), createDice(seed, 5)];
  return deeds.flatMap((deed): Deed[] => {
    const { atMs, who, act } = deed;
    if (act.do !== 'file') return [deed];
    const { ask } = act;
    const say = (afterMs: number, how: (typeof SAID)[number]): Deed => {
      return { number: 2_000 + ask, atMs: atMs + afterMs, who, act: { do: 'elsewhere', ask, how } };
    };
    const said = dice.chance(0.12) ? [dice.pick(SAID)] : [];
    const deeds = [deed, ...said.map((how) => say(dice.between(5_000, 90_000), how))];
    if (!more.chance(0.15)) return deeds;
    const other: Deed = { ...deed, act: { ...act, wantsOther: true } };
    const isGiven = more.chance(0.6);
    return [other, ...(isGiven ? [say(more.between(10_000, 200_000), 'approved')] : [])];
  });
}
const SAID = ['approved', 'rejected', 'cancelled'] as const;

/** For planted bugs: whatever is asked for is this. */
export const askedFor =
  (entitlement: Entitlement) =>
  (script: Script): Script => ({
    ...script,
    deeds: script.deeds.map((deed): Deed => ({ ...deed, act: as(deed.act, entitlement) })),
  });
