/** What a person does in a modal or Home tab: types, chooses, submits, closes. */

import { type Answer, act, failureOf, type Outcome, type Person, unsent } from './answer.ts';
import { type ClickOptions, chosenIn, findTarget, isCalledOff } from './clickable.ts';
import type { Delivery, Reply } from './delivery.ts';
import { checkOptions } from './element-limits.ts';
import {
  clientErrors,
  type FieldValue,
  type FormValues,
  findField,
  withValue,
} from './form-fill.ts';
import { isObject, type JsonObject, listAt, wordAt } from './json.ts';
import { clickOutcome } from './message-acts.ts';
import * as payloads from './payload.ts';
import { submissionOutcome } from './submission-ack.ts';
import type { View } from './view.ts';
import { closeViews, saveView, topView } from './view-stack.ts';

export function openView({ workspace, user }: Person): View {
  const view = topView(workspace, user);
  if (view === undefined) throw new Error(`${user} has no modal open.`);
  return view;
}

const interactive = (payload: JsonObject): Delivery => ({ kind: 'interactive', payload });

/** Types into fields without leaving them: the bot hears nothing yet. */
export function enter(person: Person, view: View, values: FormValues): View {
  const { workspace, user } = person;
  const offered = workspace.state.offered[user] ?? {};
  let next = view;
  for (const [name, value] of Object.entries(values)) {
    next = { ...next, typed: withValue(next, name, value, offered) };
  }
  return saveView(workspace, next);
}

/** Sets one field and leaves it: where the block dispatches actions, the bot hears of it. */
export async function choose(
  person: Person,
  view: View,
  name: string,
  value: FieldValue,
): Promise<Answer> {
  const filled = enter(person, view, { [name]: value });
  const field = findField(filled.blocks, name);
  if (field.block['type'] === 'input' && field.block['dispatch_action'] !== true) {
    return unsent(person, {});
  }
  const { type: _type, ...chosen } = filled.typed[field.blockId]?.[field.actionId] ?? {};
  const action = payloads.actionOf(field, chosen, person.workspace.nextTs());
  const payload = payloads.viewActionPayload(person, filled, action);
  return act(person, interactive(payload), (reply) => clickOutcome(person, '', reply));
}

export async function clickView(
  person: Person,
  view: View,
  target: string,
  options: ClickOptions,
): Promise<Answer> {
  const field = findTarget(view.blocks, target);
  if (isCalledOff(field, options)) return unsent(person, {});
  const chosen = chosenIn(field, options.value);
  const action = payloads.actionOf(field, chosen, person.workspace.nextTs());
  const payload = payloads.viewActionPayload(person, view, action);
  return act(person, interactive(payload), (reply) => clickOutcome(person, '', reply));
}

/** Fills what is given and submits, unless Slack's own client finds fault with the form. */
export async function submit(person: Person, values: FormValues): Promise<Answer> {
  const view = enter(person, openView(person), values);
  if ((view.definition['submit'] ?? null) === null) throw new Error('This modal has no button.');
  const errors = clientErrors(view);
  saveView(person.workspace, { ...view, errors });
  if (Object.keys(errors).length > 0) return unsent(person, { errors });
  const payload = payloads.submissionPayload(person, view);
  return act(person, interactive(payload), (reply) => submissionOutcome(person, view, reply));
}

/** Closes the topmost modal, or with `all` the whole stack as the cross in the corner does. */
export async function close(person: Person, all: boolean): Promise<Answer> {
  const view = openView(person);
  const isCleared = all || view.definition['clear_on_close'] === true;
  closeViews(person.workspace, person.user, isCleared ? 'all' : 'top');
  if (view.definition['notify_on_close'] !== true) return unsent(person, {});
  const payload = payloads.closedPayload(person, view, all);
  return act(person, interactive(payload), () => ({}));
}

/** Types into an external select and reads what it offers. */
export async function suggest(
  person: Person,
  view: View,
  name: string,
  typed: string,
): Promise<Answer> {
  const field = findField(view.blocks, name);
  const { element } = field;
  if (!wordAt(element, 'type').includes('external')) throw new Error(`${name} is not external.`);
  if (typed.length < Number(element['min_query_length'] ?? 3)) return unsent(person, {});
  const payload = payloads.suggestionPayload(person, view, field, typed);
  return act(person, { kind: 'options', payload }, (reply) => {
    const outcome = suggestionOutcome(reply);
    const { offered } = person.workspace.state;
    const known = offered[person.user]?.[field.actionId] ?? [];
    const all = [...(outcome.options ?? []), ...known];
    offered[person.user] = { ...offered[person.user], [field.actionId]: all };
    return outcome;
  });
}

const NO_RESULT = 'No result';

function suggestionOutcome(reply: Reply): Outcome {
  const failure = failureOf(reply);
  if (failure !== undefined) return { shown: failure };
  const { body } = reply;
  if (!isObject(body)) return { shown: NO_RESULT };
  const owners = isObject(body) && body['option_groups'] !== undefined ? groups(body) : [body];
  const faults: string[] = [];
  const isEmpty = owners.every((owner) => listAt(owner, 'options').length === 0);
  if (isEmpty) return { options: [] };
  for (const owner of owners) checkOptions(faults, owner, '', 100);
  if (faults.length > 0) return { shown: faults.join('\n') };
  return { options: owners.flatMap((owner) => listAt(owner, 'options')) };
}

const groups = (body: JsonObject): readonly JsonObject[] => listAt(body, 'option_groups');
