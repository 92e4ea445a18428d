/** What an act comes to for the person who acted: a notice, a form, fields to mend, or a no. */

import type { Notice } from '../card/card.ts';
import type { Form } from '../card/form.ts';
import { refusalNotice } from '../card/whisper.ts';
import type { Reader } from '../kernel/person.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { ExplainLine } from '../policy/explain.ts';

export type Reply =
  | { readonly kind: 'done'; readonly notice?: Notice }
  | { readonly kind: 'form'; readonly form: Form }
  /** Field id → what is wrong there. Everything typed stays. */
  | { readonly kind: 'mend'; readonly problems: Readonly<Record<string, string>> }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly notice: Notice };

/** `because`: what policy looked at, where it was policy that refused. */
export const refused = (
  refusal: Refusal,
  reader: Reader,
  because: readonly ExplainLine[] = [],
): Reply => ({ kind: 'refused', refusal, notice: refusalNotice(refusal, reader, because) });
