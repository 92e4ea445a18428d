/** A no to what was typed, as its reply: beside the field it is about, where there is one. */

import { ALSO } from '../card/also-field.ts';
import type { Typed } from '../card/form.ts';
import { refusalText } from '../card/refusal-text.ts';
import { nodesField } from '../catalog/pick.ts';
import type { Reader } from '../kernel/person.ts';
import type { Refusal, RefusalCode } from '../kernel/refusal.ts';
import type { ExplainLine } from '../policy/explain.ts';
import type { Mend } from './read-ask.ts';
import { type Reply, refused } from './reply.ts';

export function replyTo(
  no: (Refusal & { readonly because?: readonly ExplainLine[] }) | { readonly mend: Mend },
  typed: Typed,
  reader: Reader,
): Reply {
  if ('mend' in no) return { kind: 'mend', problems: inWords(no.mend, reader) };
  const field = fieldOf(no.code, typed);
  return field ? mend(field, no, reader) : refused(no, reader, no.because);
}

export const mend = (field: string, refusal: Refusal, reader: Reader): Reply => ({
  kind: 'mend',
  problems: inWords({ [field]: refusal }, reader),
});

/** What is wrong with nodes stands beside them, where they were picked. */
function fieldOf(code: RefusalCode, typed: Typed): string | undefined {
  const nodes = nodesField(typed.entitlement ?? '');
  return OF_NODES.has(code) && nodes in typed ? nodes : FIELD[code];
}

const OF_NODES: ReadonlySet<RefusalCode> = new Set([
  'nodes-missing',
  'nodes-offline',
  'nodes-outside',
  'agent-old',
]);

/** Refusals that belong to one field of the form, where they are shown. */
const FIELD: Partial<Readonly<Record<RefusalCode, string>>> = {
  'too-long': 'time',
  'too-far-ahead': 'time',
  'window-nearly-over': 'time',
  'entitlement-unknown': 'entitlement',
  'also-unfit': ALSO,
};

const inWords = (mend: Mend, reader: Reader) =>
  Object.fromEntries(Object.entries(mend).map(([id, no]) => [id, refusalText(no, reader)]));
