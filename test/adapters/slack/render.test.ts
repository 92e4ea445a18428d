/** How Slack draws cards, lines, notices and forms: blocks as they go over the wire. */

import { describe, expect, test } from 'vitest';
import { renderCard } from '../../../adapters/slack/render-card.ts';
import { renderForm, renderOptions } from '../../../adapters/slack/render-form.ts';
import type { Surroundings } from '../../../adapters/slack/render-inline.ts';
import { clip, LIMIT } from '../../../adapters/slack/render-limits.ts';
import { renderLine } from '../../../adapters/slack/render-line.ts';
import { renderNotice } from '../../../adapters/slack/render-notice.ts';
import type { Card, Inline, Line } from '../../../src/card/card.ts';
import type { Form } from '../../../src/card/form.ts';
import { requestCard } from '../../../src/card/request-card.ts';
import { type DrawingId, personKey } from '../../../src/kernel/brand.ts';
import { checkBlocks } from '../../stand-ins/slack/block-limits.ts';
import type { Json } from '../../stand-ins/slack/json.ts';
import { ASKED, DRAWING, EN, opened, view } from '../../card/case-story.ts';

const AROUND: Surroundings = {
  team: 'T1',
  usergroup: (group) => (group === 'sre-leads' ? 'S0LEADS' : undefined),
  reader: EN,
};
const elementsOf = (...line: Line) => {
  const [block] = renderLine(line, AROUND).blocks;
  const [section] = block?.type === 'rich_text' ? block.elements : [];
  return section?.elements;
};

describe('a card', () => {
  test('is drawn whole', () => {
    expect(renderCard(requestCard(view(opened(), '18:02')), AROUND)).toMatchSnapshot();
  });

  test('has buttons that carry the id of the drawing, never cut, and nothing else', () => {
    const { blocks } = renderCard(requestCard(view(opened(), '18:02')), AROUND);
    const [actions] = blocks.filter((block) => block.type === 'actions');
    expect(actions?.elements).toMatchObject([
      { action_id: 'approve', value: DRAWING, style: 'primary' },
      { action_id: 'approve-shorter', value: DRAWING },
      { action_id: 'deny', value: DRAWING, style: 'danger' },
      { action_id: 'why', value: DRAWING },
    ]);
  });

  test('fits whatever is in it', () => {
    const long = 'あ'.repeat(5000);
    const line = [{ text: long }];
    const button = { action: 'why', label: long, value: 'PA-1.0' as DrawingId } as const;
    const card: Card = {
      headline: long,
      status: line,
      tone: 'plain',
      facts: Array.from({ length: 40 }, () => ({ name: long, value: line })),
      quoted: { label: long, text: long },
      notes: Array.from({ length: 40 }, () => line),
      buttons: [button],
      summary: long,
    };
    const { text, blocks } = renderCard(card, AROUND);
    expect(checkBlocks(blocks as unknown as Json, 'message', '/blocks')).toEqual([]);
    expect(text.length).toBeLessThanOrEqual(LIMIT.fallback);
    expect(JSON.stringify(blocks).length).toBeLessThan(20_000);
    expect(JSON.stringify(blocks)).toContain(
      '"rich_text_quote","elements":[{"type":"text","text":"ああ',
    );
  });
});

describe('people, groups and channels', () => {
  const mention = (platform: string, team: string, id: string): Inline => ({
    person: personKey(platform, team, id),
    name: 'aiko',
  });

  test('of this workspace are mentioned', () => {
    expect(elementsOf(mention('slack', 'T1', 'U123'))).toEqual([{ type: 'user', user_id: 'U123' }]);
    expect(elementsOf({ group: 'sre-leads', name: 'sre-leads' })).toEqual([
      { type: 'usergroup', usergroup_id: 'S0LEADS' },
    ]);
    expect(elementsOf({ channel: 'C0PROD' })).toEqual([{ type: 'channel', channel_id: 'C0PROD' }]);
  });

  test.each([
    mention('slack', 'T2', 'U123'),
    mention('teams', 'T1', 'U123'),
    mention('slack', 'T1', 'U1><!channel'),
    mention('slack', 'T1', ''),
  ])('of elsewhere are named: %j', (person) => {
    expect(elementsOf(person)).toEqual([{ type: 'text', text: 'aiko', style: { bold: true } }]);
  });

  test('that Slack does not know are named', () => {
    expect(elementsOf({ group: 'dba', name: 'dba' })).toEqual([{ type: 'text', text: 'dba' }]);
    expect(elementsOf({ channel: '#prod' })).toEqual([{ type: 'text', text: '#prod' }]);
  });
});

describe('the other pieces of a line', () => {
  test("an instant is shown in each reader's own zone", () => {
    expect(elementsOf({ instant: ASKED + 999, show: 'time-seconds' })).toEqual([
      { type: 'date', timestamp: ASKED / 1000, format: '{time_secs}', fallback: '18:02:00 (JST)' },
    ]);
  });

  test('a link leads nowhere but to https', () => {
    const url = 'https://signin.aws.amazon.com/switchrole';
    expect(elementsOf({ link: url, label: 'here' })).toEqual([{ type: 'link', url, text: 'here' }]);
    expect(elementsOf({ link: 'javascript:alert(1)' })).toEqual([
      { type: 'text', text: 'javascript:alert(1)' },
    ]);
  });

  test('markup in text is text, and escaped in the one place that Slack reads', () => {
    const typed = '<!channel> *bold* & <@U1>';
    expect(elementsOf({ text: typed })).toEqual([{ type: 'text', text: typed }]);
    expect(renderLine([{ text: typed }], AROUND).text).toBe(
      '&lt;!channel&gt; *bold* &amp; &lt;@U1&gt;',
    );
  });

  test('nothing at all is a blank, which Slack takes', () => {
    expect(elementsOf()).toEqual([{ type: 'text', text: ' ' }]);
    const empty = renderNotice({ lines: [], buttons: [], summary: '' }, AROUND);
    expect(checkBlocks(empty.blocks as unknown as Json, 'message', '/blocks')).toEqual([]);
  });
});

describe('a form', () => {
  const form: Form = {
    kind: 'request',
    title: 'A title that is much too long for Slack',
    submit: 'Request',
    close: 'Cancel',
    drawing: DRAWING,
    fields: [
      { kind: 'note', id: 'about', lines: [[{ text: 'one' }], [{ text: 'two' }]] },
      { kind: 'note', id: 'loud', lines: [[{ text: 'Not sent.', bold: true }]] },
      { kind: 'select', id: 'entitlement', label: 'What?', optional: false, redraws: true },
      {
        kind: 'text',
        id: 'why',
        label: 'Why?',
        value: 'because',
        hint: 'Shown',
        multiline: true,
        optional: false,
        maxLength: 5000,
      },
    ],
  };

  test('is a modal that carries the drawing and nothing else', () => {
    expect(renderForm(form, AROUND)).toMatchSnapshot();
    const { drawing: _, ...without } = form;
    expect(renderForm(without, AROUND).private_metadata).toBe('');
  });

  test('offers at most a hundred, and marks the one that was chosen', () => {
    const many = Array.from({ length: 120 }, (_, index) => ({
      value: `e${index}`,
      label: 'あ'.repeat(90),
    }));
    expect(renderOptions(many)).toHaveLength(100);
    const [first] = many;
    const select = {
      kind: 'select',
      id: 'e',
      label: 'E',
      optional: false,
      redraws: false,
    } as const;
    const fields = [{ ...select, choices: many, ...(first ? { value: first } : {}) }];
    const [input] = renderForm({ ...form, fields }, AROUND).blocks;
    const element = { type: 'static_select', initial_option: { value: 'e0' } };
    expect(input).toMatchObject({ type: 'input', element });
    expect(checkBlocks([input] as unknown as Json, 'modal', '/blocks')).toEqual([]);
  });
});

test('a text is cut between letters', () => {
  expect(clip('abcdef', 4)).toBe('abc…');
  expect(clip('abcd', 4)).toBe('abcd');
  expect(clip('ab👩🏽‍💻cd', 6)).toBe('ab…');
});
