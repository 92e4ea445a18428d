/** views.*: opening, pushing, replacing, publishing; a trigger is good once and for 3 seconds. */

import { type ApiMethod, missing, refuse, refuseWith, text } from './api-call.ts';
import type { JsonObject } from './json.ts';
import type { Trigger } from './state.ts';
import type { View } from './view.ts';
import { viewObject } from './view.ts';
import { checkView } from './view-limits.ts';
import { makeView, replaceView, viewsOf } from './view-stack.ts';
import type { Workspace } from './workspace.ts';

const TRIGGER_LIFE_MS = 3000;
const DEEPEST = 3;

export const open: ApiMethod = (args, workspace) => withTrigger(args, workspace, 'open');
export const push: ApiMethod = (args, workspace) => withTrigger(args, workspace, 'push');

function withTrigger(args: JsonObject, workspace: Workspace, how: 'open' | 'push'): JsonObject {
  const { state } = workspace;
  const id = text(args['trigger_id']);
  if (id === undefined) return missing('trigger_id');
  const trigger = state.triggers[id];
  const refusal = triggerRefusal(trigger, workspace.now());
  if (trigger === undefined || refusal !== undefined) {
    return refuse(refusal ?? 'invalid_trigger_id');
  }
  const verdict = checkView(args['view'], 'modal');
  if (!verdict.ok) return refuseWith(verdict.error, verdict.messages);
  if (isTaken(workspace, verdict.view)) return refuse('duplicate_external_id');
  const stack = how === 'push' ? (state.stacks[trigger.user] ?? []) : [];
  if (how === 'push' && (trigger.viewId === undefined || stack.length === 0)) {
    return refuse('invalid_trigger_id');
  }
  if (stack.length >= DEEPEST) return refuse('push_limit_reached');
  state.triggers[id] = { ...trigger, used: true };
  state.stacks[trigger.user] = stack;
  const view = makeView(workspace, trigger.user, verdict.view, how === 'push');
  return answer(workspace, view);
}

function triggerRefusal(trigger: Trigger | undefined, now: number): string | undefined {
  if (trigger === undefined) return 'invalid_trigger_id';
  if (trigger.used) return 'exchanged_trigger_id';
  return now - trigger.bornMs > TRIGGER_LIFE_MS ? 'expired_trigger_id' : undefined;
}

export const update: ApiMethod = (args, workspace) => {
  const id = text(args['view_id']);
  const external = text(args['external_id']);
  if (id === undefined && external === undefined) return missing('view_id');
  const old = viewsOf(workspace).find(
    (view) => view.id === id || (external && view.definition['external_id'] === external),
  );
  if (old === undefined) return refuse('not_found');
  const hash = text(args['hash']);
  if (hash !== undefined && hash !== old.hash) return refuse('hash_conflict');
  const verdict = checkView(args['view'], old.type);
  if (!verdict.ok) return refuseWith(verdict.error, verdict.messages);
  if (isTaken(workspace, verdict.view, old.id)) return refuse('duplicate_external_id');
  return answer(workspace, replaceView(workspace, old, verdict.view));
};

export const publish: ApiMethod = (args, workspace) => {
  const { state } = workspace;
  const user = text(args['user_id']) ?? '';
  const person = state.people[user];
  if (person === undefined) return missing('user_id');
  if (person.isBot || person.deleted) return refuse('not_enabled');
  const verdict = checkView(args['view'], 'home');
  if (!verdict.ok) return refuseWith(verdict.error, verdict.messages);
  const old = state.views[state.homes[user] ?? ''];
  const hash = text(args['hash']);
  if (hash !== undefined && hash !== old?.hash) return refuse('hash_conflict');
  const view =
    old === undefined
      ? makeView(workspace, user, verdict.view, false)
      : replaceView(workspace, old, verdict.view);
  return answer(workspace, view);
};

const isTaken = (workspace: Workspace, view: JsonObject, except?: string): boolean => {
  const external = view['external_id'];
  if (typeof external !== 'string' || external === '') return false;
  return viewsOf(workspace).some(
    (one) => one.id !== except && one.definition['external_id'] === external,
  );
};

const answer = (workspace: Workspace, view: View): JsonObject => ({
  ok: true,
  view: viewObject(view, workspace.state.app),
});
