/** Slack's rules for a view: what `views.open` and its kin refuse. */

import {
  checkOptionalString,
  checkText,
  type Faults,
  fault,
  onlyKeys,
  required,
} from './block-fault.ts';
import { checkBlocks } from './block-limits.ts';
import { isObject, type Json, type JsonObject, listAt, wordAt } from './json.ts';

const KEYS = [
  'type',
  'title',
  'blocks',
  'close',
  'submit',
  'private_metadata',
  'callback_id',
  'clear_on_close',
  'notify_on_close',
  'external_id',
  'submit_disabled',
];
const MAX_BYTES = 250_000;

export type ViewVerdict =
  | { readonly ok: true; readonly view: JsonObject }
  | { readonly ok: false; readonly error: string; readonly messages: Faults };

export function checkView(value: Json | undefined, type: 'modal' | 'home'): ViewVerdict {
  if (!isObject(value)) {
    const messages = ['[ERROR] missing required field: view [json-pointer:/view]'];
    return { ok: false, error: 'invalid_arguments', messages };
  }
  if (Buffer.byteLength(JSON.stringify(value)) > MAX_BYTES) {
    return { ok: false, error: 'view_too_large', messages: [] };
  }
  const messages = faultsOf(value, type);
  if (messages.length > 0) return { ok: false, error: 'invalid_arguments', messages };
  return { ok: true, view: value };
}

function faultsOf(view: JsonObject, type: 'modal' | 'home'): Faults {
  const faults: Faults = [];
  onlyKeys(faults, view, '/view', KEYS);
  if (view['type'] !== type) {
    fault(faults, '/view/type', `unsupported type: ${wordAt(view, 'type')}`);
  }
  if (type === 'modal' && required(faults, view, '/view', 'title')) {
    checkText(faults, view['title'], '/view/title', { max: 24, plain: true });
  }
  for (const key of ['submit', 'close']) {
    // The API answers with null for what is absent, and takes null back.
    if ((view[key] ?? null) !== null) {
      checkText(faults, view[key], `/view/${key}`, { max: 24, plain: true });
    }
  }
  checkOptionalString(faults, view, 'private_metadata', '/view', 3000);
  checkOptionalString(faults, view, 'callback_id', '/view', 255);
  checkOptionalString(faults, view, 'external_id', '/view', 255);
  if (required(faults, view, '/view', 'blocks')) {
    faults.push(...checkBlocks(view['blocks'], type, '/view/blocks'));
  }
  if (type === 'modal' && (view['submit'] ?? null) === null) {
    const at = listAt(view, 'blocks').findIndex((block) => block['type'] === 'input');
    const text = 'must define `submit` to use an `input` block in modals';
    if (at >= 0) fault(faults, `/view/blocks/${at}/input`, text);
  }
  return faults;
}
