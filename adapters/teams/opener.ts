/** A message whose one button opens the form, with what was understood so far. */

import { type Form, isAsking, type Typed } from '../../src/card/form.ts';
import type { Activity, AdaptiveCard } from './render-types.ts';

export function openerOf(
  form: Form,
  words: { readonly formReady: string; readonly openForm: string },
): Activity {
  const { kind, drawing } = form;
  // A form about a request is had by its button; that one knows which request it is about.
  const what = isAsking(kind)
    ? { open: typedIn(form), ...(kind !== 'request' && { of: kind, drawing: drawing ?? '' }) }
    : { act: kind, value: drawing ?? '' };
  const data = { msteams: { type: 'task/fetch' }, ...what };
  const content: AdaptiveCard = {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [{ type: 'TextBlock', text: words.formReady, wrap: true }],
    actions: [{ type: 'Action.Submit', title: words.openForm, data }],
  };
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return { type: 'message', summary: words.formReady, attachments: [{ contentType, content }] };
}

/** What a form holds, as it would come back. */
export function typedIn({ fields }: Pick<Form, 'fields'>): Typed {
  const typed: Record<string, string> = {};
  for (const field of fields) {
    if (field.kind === 'text' && field.value) typed[field.id] = field.value;
    if (field.kind === 'select' && field.value) typed[field.id] = field.value.value;
    if (field.kind === 'pick' || field.kind === 'people')
      typed[field.id] = field.values.map((one) => one.value).join(' ');
  }
  return typed;
}
