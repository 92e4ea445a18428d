/** How Teams draws cards: activities as they go over the wire. */

import { describe, expect, test } from 'vitest';
import { createPen } from '../../../adapters/teams/pen.ts';
import type { Surroundings } from '../../../adapters/teams/render-inline.ts';
import type { ColumnSet, Container, TextRun } from '../../../adapters/teams/render-types.ts';
import type { ButtonAction, Card, Tone } from '../../../src/card/card.ts';
import { requestCard } from '../../../src/card/request-card.ts';
import { active, DRAWING, EN, JA, opened, view } from '../../card/case-story.ts';
import { cardIn, faultsOf, ofType, runsIn } from './render-reading.ts';

const AROUND: Surroundings = {
  tenant: 't1',
  reader: EN,
  member: () => undefined,
  channelName: () => undefined,
};
const pen = createPen(AROUND);
const waiting = requestCard(view(opened(), '18:04'));
const drawn = (card: Card) => cardIn(pen.card(card));
describe('a card', () => {
  test('is drawn whole', () => {
    expect(pen.card(waiting)).toMatchSnapshot();
  });

  test.each([EN, JA])('is one that Teams takes, in $locale', (reader) => {
    const theirs = createPen({ ...AROUND, reader });
    for (const file of [opened(), active()]) {
      const activity = theirs.card(requestCard(view(file, '18:08', reader)));
      expect(faultsOf(cardIn(activity))).toEqual([]);
    }
  });

  test('notifies in plain words, and has no text that would stand above it', () => {
    const { summary, text } = pen.card(waiting);
    expect({ summary, text }).toEqual({ summary: waiting.summary, text: undefined });
    expect(JSON.stringify(summary)).not.toContain('{{');
  });

  test('is as wide as the channel; a notice is not', () => {
    expect(drawn(waiting).msteams?.width).toBe('Full');
    const notice = pen.notice({ lines: [], buttons: [], summary: '' });
    expect(cardIn(notice).msteams).toBeUndefined();
  });

  test.each<[Tone, string]>([
    ['waiting', 'accent'],
    ['good', 'good'],
    ['bad', 'attention'],
    ['over', 'default'],
    ['plain', 'default'],
  ])('that is %s says so in words, and in the colour %s', (tone, color) => {
    const [, status] = drawn({ ...waiting, tone }).body;
    expect(ofType<TextRun>(status, 'TextRun')).toMatchObject([
      { text: 'PA-7K3M2', color },
      { text: ' · waiting, 0 of 2', color },
    ]);
  });

  test('has one row for each fact, its name at the edge', () => {
    const rows = ofType<ColumnSet>(drawn(waiting).body, 'ColumnSet');
    expect(rows.map(({ columns: [name] }) => runsIn(name))).toEqual(
      waiting.facts.map(({ name }) => name),
    );
  });

  test('quotes what was typed in a box of its own, as typed', () => {
    const text = '**bold**\n\n- [a](https://evil.example)\n1. <at>everyone</at> {{TIME(x)}}';
    const card = drawn({ ...waiting, quoted: { label: 'Why, as typed', text } });
    const [box] = ofType<Container>(card.body, 'Container');
    const [label, typed] = box?.items ?? [];
    expect(box?.style).toBe('emphasis');
    expect([runsIn(label), runsIn(typed)]).toEqual(['Why, as typed', text]);
  });
});

describe('the buttons', () => {
  const button = (action: ButtonAction, at = 0) => ({ action, label: `B${at}`, value: DRAWING });
  const actionsOf = (...actions: readonly ButtonAction[]) =>
    drawn({ ...waiting, buttons: actions.map(button) }).actions ?? [];

  test('carry the id of the drawing, never cut, and nothing else', () => {
    const [approve, shorter, deny, why] = drawn(waiting).actions ?? [];
    const data = { act: 'approve', value: DRAWING };
    expect(approve).toEqual({
      type: 'Action.Execute',
      title: 'Approve',
      style: 'positive',
      verb: 'act',
      data,
      fallback: { type: 'Action.Submit', title: 'Approve', style: 'positive', data },
    });
    expect(shorter).toEqual({
      type: 'Action.Submit',
      title: 'Approve shorter…',
      data: { msteams: { type: 'task/fetch' }, act: 'approve-shorter', value: DRAWING },
    });
    expect(deny).toMatchObject({ style: 'destructive' });
    expect(why).toMatchObject({ type: 'Action.Execute', verb: 'act' });
  });

  test('open a dialog exactly where the answer is a form', () => {
    const forms = ['approve-shorter', 'deny', 'extend', 'end-now'] as const;
    const plain = ['approve', 'why', 'done', 'cancel', 'adopt', 'drift-leave'] as const;
    const isDialog = ({ data }: { data: object }) => 'msteams' in data;
    expect(actionsOf(...forms).map(isDialog)).toEqual([true, true, true, true]);
    expect(actionsOf(...plain).some(isDialog)).toBe(false);
  });

  test('beyond six stand in a menu', () => {
    const modes = actionsOf(...Array<ButtonAction>(8).fill('why')).map(({ mode }) => mode);
    expect(modes.slice(0, 6)).toEqual(Array(6).fill(undefined));
    expect(modes.slice(6)).toEqual(['secondary', 'secondary']);
  });

  test('may be kept for those for whom the card is drawn anew', () => {
    const refreshFor = Array.from({ length: 70 }, (_, at) => `29:${at}`);
    const { actions, refresh } = cardIn(pen.card(waiting, { refreshFor, withButtons: false }));
    expect(actions).toBeUndefined();
    expect(refresh).toEqual({
      action: { type: 'Action.Execute', verb: 'look', data: { value: DRAWING } },
      userIds: refreshFor.slice(0, 60),
    });
  });

  test('gone, the card is drawn anew for as long as it may change', () => {
    const going = cardIn(pen.card({ ...waiting, buttons: [] }, { refreshFor: ['29:1'] }));
    expect(going.actions).toBeUndefined();
    expect(going.refresh?.action.data).toEqual({ value: DRAWING });
    const { drawing: _, ...over } = waiting;
    expect(cardIn(pen.card(over, { refreshFor: ['29:1'] })).refresh).toBeUndefined();
  });
});
