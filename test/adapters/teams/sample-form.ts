/** A form with a field of each kind. */

import type { Field, Form } from '../../../src/card/form.ts';
import { DRAWING } from '../../card/case-story.ts';

export const WHAT = {
  kind: 'select',
  id: 'entitlement',
  label: 'What do you need?',
  choices: [
    { value: 'prod-db', label: 'Production database', detail: 'production' },
    { value: 'logs', label: 'Logs' },
  ],
  value: { value: 'logs', label: 'Logs' },
  placeholder: 'Choose',
  optional: false,
  redraws: true,
} as const satisfies Field;
export const NODES: Field = {
  kind: 'pick',
  id: 'nodes:prod-shell',
  label: 'Which nodes?',
  values: [{ value: 'i-0000000a', label: 'web-1 (i-0000000a)', detail: 'online' }],
  most: 10,
  placeholder: 'Name, id or address',
  hint: 'Up to 10 of 20 with env=prod*',
};
export const ALSO = {
  kind: 'people',
  id: 'also',
  label: 'Also ask',
  values: [{ value: 'teams:tenant:ben', label: 'ben' }],
  offered: ['ben', 'dai'].map((label) => ({ value: `teams:tenant:${label}`, label })),
  most: 5,
  placeholder: 'Choose people',
  hint: 'Each of them has to approve as well',
  optional: true,
} as const satisfies Field;
export const WHY: Field = {
  kind: 'text',
  id: 'why',
  label: 'Why?',
  value: 'because',
  hint: 'Shown as typed',
  placeholder: 'Restart the stuck replica',
  multiline: true,
  optional: true,
  maxLength: 1500,
};
export const NOTE: Field = { kind: 'note', id: 'about', lines: [[{ text: 'role *X*' }]] };
const LOUD: Field = { kind: 'note', id: 'refusal', lines: [[{ text: 'No.', bold: true }]] };
export const form: Form = {
  kind: 'request',
  title: 'Production access',
  submit: 'Request',
  close: 'Cancel',
  drawing: DRAWING,
  fields: [LOUD, WHAT, NOTE, NODES, WHY],
};
