/** The modals one person has open, the topmost last, and the Home tab beside them. */

import { withIds } from './block-limits.ts';
import { carryTyped } from './form-state.ts';
import { type JsonObject, listAt } from './json.ts';
import type { View } from './view.ts';
import type { Workspace } from './workspace.ts';

/** Open modals and Home tabs: a closed modal is gone for the API too. */
export const viewsOf = ({ state }: Workspace): readonly View[] =>
  [...Object.values(state.stacks).flat(), ...Object.values(state.homes)]
    .map((id) => state.views[id])
    .filter((view) => view !== undefined);

export function topView({ state }: Workspace, user: string): View | undefined {
  const id = state.stacks[user]?.at(-1);
  return id === undefined ? undefined : state.views[id];
}

/** Puts a new view on the person's stack, or makes it their Home tab. */
export function makeView(
  workspace: Workspace,
  user: string,
  definition: JsonObject,
  pushed: boolean,
): View {
  const { state } = workspace;
  const isHome = definition['type'] === 'home';
  const below = pushed ? topView(workspace, user) : undefined;
  const id = workspace.nextId('V');
  const blocks = withIds(listAt(definition, 'blocks'), () => workspace.nextId('b'));
  const view: View = {
    id,
    type: isHome ? 'home' : 'modal',
    user,
    definition,
    blocks,
    hash: hashOf(workspace),
    rootId: below?.rootId ?? id,
    previousId: below?.id ?? null,
    typed: carryTyped(blocks, {}, []),
    errors: {},
  };
  state.views[id] = view;
  if (isHome) state.homes[user] = id;
  else if (pushed) state.stacks[user] = [...(state.stacks[user] ?? []), id];
  else openAlone(workspace, user, id);
  workspace.changed();
  return view;
}

function openAlone({ state }: Workspace, user: string, id: string): void {
  for (const old of state.stacks[user] ?? []) delete state.views[old];
  state.stacks[user] = [id];
}

/** What was typed stays wherever block id and action id stay. */
export function replaceView(workspace: Workspace, old: View, definition: JsonObject): View {
  const blocks = withIds(listAt(definition, 'blocks'), () => workspace.nextId('b'));
  const next: View = {
    ...old,
    definition,
    blocks,
    hash: hashOf(workspace),
    typed: carryTyped(blocks, old.typed, old.blocks),
    errors: {},
  };
  workspace.state.views[old.id] = next;
  workspace.changed();
  return next;
}

/** Saves what changed in a view without Slack counting it as a new version. */
export function saveView(workspace: Workspace, view: View): View {
  workspace.state.views[view.id] = view;
  workspace.changed();
  return view;
}

/** Takes the topmost modal away, or all of them. */
export function closeViews(workspace: Workspace, user: string, how: 'top' | 'all'): void {
  const { state } = workspace;
  const stack = state.stacks[user] ?? [];
  const staying = how === 'all' ? [] : stack.slice(0, -1);
  for (const id of stack.slice(staying.length)) delete state.views[id];
  state.stacks[user] = staying;
  workspace.changed();
}

const hashOf = (workspace: Workspace): string =>
  `${Math.floor(workspace.now() / 1000)}.${workspace.nextId('h')}`;
