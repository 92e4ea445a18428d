/** Cards, notices and forms as one would read them aloud: for tests, and for nobody else. */

import type { Button, Card, Line, Notice } from '../../src/card/card.ts';
import type { Field, Form } from '../../src/card/form.ts';
import { plainLine } from '../../src/card/line.ts';
import { refusalText } from '../../src/card/refusal-text.ts';
import type { Reader } from '../../src/kernel/person.ts';
import type { Refusal } from '../../src/kernel/refusal.ts';
import { EN, JA } from './case-story.ts';

export function cardText(card: Card, reader: Reader): string {
  const read = (line: Line) => plainLine(line, reader);
  return [
    card.headline,
    `${read(card.status)}   (${card.tone})`,
    ...card.facts.map(({ name, value }) => `${name}: ${read(value)}`),
    ...(card.quoted ? [`${card.quoted.label}: ${card.quoted.text}`] : []),
    ...card.notes.map(read),
    ...buttonsText(card.buttons),
  ].join('\n');
}

export const noticeText = ({ lines, buttons }: Notice, reader: Reader): string =>
  [...lines.map((line) => plainLine(line, reader)), ...buttonsText(buttons)].join('\n');

export function formText({ title, submit, close, fields }: Form, reader: Reader): string {
  const foot = [close, submit]
    .filter((label) => label !== undefined)
    .map((label) => `[ ${label} ]`);
  return [
    `== ${title}`,
    ...fields.flatMap((field) => fieldText(field, reader)),
    foot.join(' '),
  ].join('\n');
}

function fieldText(field: Field, reader: Reader): string[] {
  if (field.kind === 'note') return field.lines.map((line) => `  ${plainLine(line, reader)}`);
  if (field.kind === 'pick' || field.kind === 'people') {
    const picked = field.values.map(({ label }) => label).join(', ');
    const label = `${field.label}${'optional' in field ? ' (optional)' : ''}`;
    return [label, `[ ${picked || `‹${field.placeholder}›`} ]`, `  ${field.hint}`];
  }
  const label = `${field.label}${field.optional ? ' (optional)' : ''}`;
  const shown = field.kind === 'text' ? field.value : field.value?.label;
  const box = `[ ${shown ?? `‹${field.placeholder ?? ''}›`} ]`;
  const hint = field.kind === 'text' && field.hint ? [`  ${field.hint}`] : [];
  return [label, box, ...hint];
}

function buttonsText(buttons: readonly Button[]): string[] {
  return buttons.length > 0 ? [buttons.map(({ label }) => `[ ${label} ]`).join(' ')] : [];
}

/** In English and in Japanese; `nowMs` is when it is read. */
export const refusalTexts = (refusal: Refusal, nowMs?: number) =>
  [EN, JA].map((reader) =>
    refusalText(refusal, nowMs === undefined ? reader : { ...reader, nowMs }),
  );
