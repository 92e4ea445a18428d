/** Changes a modal that is on the screen without losing what somebody typed into it. */

import type { Payload } from './admit.ts';
import { listIn, part, usersIn, word } from './payload.ts';

type Blocks = readonly unknown[];

/** The same form with something said above it. What was said before gives way. */
export function withNote(view: Payload, note: Blocks): Payload {
  const kept = blocksOf(view).filter((block) => !word(block, 'block_id').startsWith(SAID));
  const said = note.map((block, at) => ({ ...(block as object), block_id: `${SAID}${at}` }));
  return { ...settable(view), blocks: [...said, ...kept] };
}

/**
 * The form for a screen on which something else stood meanwhile: Slack keeps what is typed only
 * while the field stays, so it is put into the fields as they begin.
 */
export function refilled(view: Payload): Payload {
  const values = part(part(view, 'state'), 'values');
  const blocks = blocksOf(view).map((block) => {
    const element = part(block, 'element');
    const held = part(part(values, word(block, 'block_id')), word(element, 'action_id'));
    if (element === undefined || held === undefined) return block;
    return { ...block, element: filled(element, held) };
  });
  return { ...view, blocks };
}

function filled(element: Payload, held: Payload): Payload {
  const { initial_value: _text, initial_option: _one, initial_options: _all, ...rest } = element;
  const { initial_users: _people, ...empty } = rest;
  const users = usersIn(held);
  if (users.length > 0) return { ...empty, initial_users: users };
  const options = listIn(held, 'selected_options');
  if (options.length > 0) return { ...empty, initial_options: options };
  const option = part(held, 'selected_option');
  if (option !== undefined) return { ...empty, initial_option: option };
  const value = word(held, 'value');
  return value === '' ? empty : { ...empty, initial_value: value };
}

/** The fields that may show an error; Slack shows none under anything else. */
export const inputsOf = (view: Payload): readonly string[] =>
  blocksOf(view)
    .filter((block) => block['type'] === 'input')
    .map((block) => word(block, 'block_id'));

const blocksOf = (view: Payload): readonly Payload[] =>
  Array.isArray(view['blocks']) ? (view['blocks'] as Payload[]) : [];

/** Slack hands a view over with ids and hashes that it does not take back. */
function settable(view: Payload): Payload {
  const entries = SETTABLE.map((key) => [key, view[key]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== null));
}

const SAID = 'said-';
const SETTABLE = ['type', 'title', 'submit', 'close', 'callback_id', 'private_metadata', 'blocks'];
