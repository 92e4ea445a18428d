/** Whatever anybody types, Slack is sent text: never a mention, a link, or a line of ours. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Surroundings } from '../../../adapters/slack/render-inline.ts';
import { renderCard } from '../../../adapters/slack/render-card.ts';
import { renderForm } from '../../../adapters/slack/render-form.ts';
import { renderLine } from '../../../adapters/slack/render-line.ts';
import { renderNotice } from '../../../adapters/slack/render-notice.ts';
import { event } from '../../../src/audit/event.ts';
import { denyForm } from '../../../src/card/forms.ts';
import { pendingNotice } from '../../../src/card/listings.ts';
import { noticeFor } from '../../../src/card/notices.ts';
import { requestCard } from '../../../src/card/request-card.ts';
import { requestForm } from '../../../src/card/request-form.ts';
import { threadLine } from '../../../src/card/thread-line.ts';
import { refusalNotice } from '../../../src/card/whisper.ts';
import type { CaseFile } from '../../../src/case-file/case-file.ts';
import { refuse } from '../../../src/kernel/refusal.ts';
import { checkBlocks } from '../../stand-ins/slack/block-limits.ts';
import type { Json } from '../../stand-ins/slack/json.ts';
import { checkView } from '../../stand-ins/slack/view-limits.ts';
import {
  active,
  AIKO,
  ASKED,
  approved,
  BEN,
  CATALOG,
  CHIE,
  denied,
  DRAWING,
  EN,
  JA,
  opened,
  PROD_DB,
  view,
} from '../../card/case-story.ts';

const AROUND: Surroundings = {
  team: 'T1',
  usergroup: (group) => (group === 'sre-leads' ? 'S0LEADS' : undefined),
  reader: EN,
};

const POISON = [
  '<!channel>',
  '<!here|x>',
  '<@UBEN>',
  '<!subteam^S0LEADS>',
  '<https://evil.example|approved>',
  'https://evil.example',
  '@channel',
  '&lt;!channel&gt;',
  '*approved by ben*',
  '```',
  '> quoted',
  ':white_check_mark:',
  '\n\nApproved by: ben',
  '\r\n',
  '\u2028',
  '\u202Edenied',
  '\u2066x\u2069',
  '\u200B\u200D\uFEFF',
  '\u0000\u001B[2J',
  '\uD800',
  'a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301',
  '👩🏽‍💻',
  '承認済み',
  '<!date^0^{date}|x>',
  'slack:T1:UBEN',
];
const hostile = fc.oneof(
  fc.array(fc.constantFrom(...POISON), { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc
    .tuple(fc.constantFrom(...POISON), fc.nat(4000))
    .map(([part, count]) => part.repeat(Math.ceil(count / part.length))),
);

interface Node {
  readonly type?: unknown;
  readonly [key: string]: unknown;
}

function* nodesOf(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Node;
  for (const inner of Object.values(value)) yield* nodesOf(inner);
}

const INVISIBLE = /[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\ufeff]|(?!\n)\p{Cc}/u;

const NEVER = ['mrkdwn', 'markdown', 'broadcast', 'emoji', 'team', 'color'];
const PEOPLE = ['UAIKO', 'UBEN', 'UCHIE'];
const CONSOLE = 'https://signin.aws.amazon.com/switchrole?';

/** What stands in nodes must be ours: the people and the group we named, the console's address. */
function breachOf(node: Node): string | undefined {
  const { type, text } = node;
  if (typeof type === 'string' && NEVER.includes(type)) return type;
  if (type === 'user') return PEOPLE.includes(String(node['user_id'])) ? undefined : 'user';
  if (type === 'usergroup') return node['usergroup_id'] === 'S0LEADS' ? undefined : 'usergroup';
  if (type === 'link') return String(node['url']).startsWith(CONSOLE) ? undefined : 'link';
  if (typeof text !== 'string') return undefined;
  return INVISIBLE.test(text) || !text.isWellFormed() ? `text ${JSON.stringify(text)}` : undefined;
}

function expectMessage({ text, blocks }: { text: string; blocks: readonly unknown[] }): void {
  const nodes = [...nodesOf(blocks)];
  const words = nodes.map(({ text }) => (typeof text === 'string' ? text.length : 0));
  const length = words.reduce((sum, each) => sum + each, 0);
  expect({
    breaches: nodes.flatMap((node) => breachOf(node) ?? []),
    unescaped: /[<>]|&(?!amp;|lt;|gt;)/.exec(text)?.[0],
    faults: checkBlocks(blocks as Json, 'message', '/blocks'),
    isShort: length < 12_000,
  }).toEqual({ breaches: [], unescaped: undefined, faults: [], isShort: true });
}

/** The story of one case in which everything that can be typed or named is one of these. */
function story([name, why, comment, title, answer, ticket, user, risk]: readonly string[]) {
  const aiko = { ...AIKO, name: name ?? '' };
  const ben = { ...BEN, name: name ?? '' };
  const request = {
    requester: aiko,
    beneficiary: aiko,
    justification: why ?? '',
    answers: { impact: answer ?? '', unknown: answer ?? '' },
    ticket: ticket ?? '',
    holder: { ...opened().request.holder, user: user ?? '' },
  };
  const one = approved(opened(request), ben, '18:05', { comment: comment ?? '' }).file;
  const no = denied(opened(request), CHIE, '18:05', `x${comment ?? ''}`).file;
  const entitlement = { ...PROD_DB, risk: { en: risk ?? '' }, guidance: { en: risk ?? '' } };
  const seen = (file: CaseFile) => {
    return { ...view(file, '18:06', EN), title: title ?? '', entitlement };
  };
  return [seen(one), seen(no), seen(active(request))] as const;
}

describe('a hundred thousand hostile strings', () => {
  test('are text in cards and direct messages', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 8, maxLength: 8 }), (strings) => {
        const [waiting, no, live] = story(strings);
        if (!waiting || !no || !live) throw new Error('The story has three ends.');
        for (const seen of [waiting, no, live])
          expectMessage(renderCard(requestCard(seen), AROUND));
        expectMessage(renderNotice(noticeFor('denied', no), AROUND));
        expectMessage(renderNotice(noticeFor('active', live), AROUND));
        expectMessage(renderNotice(pendingNotice([waiting], JA), AROUND));
      }),
      { numRuns: 8_000 },
    );
  }, 300_000);

  test('are text in lines of the thread and in whispers', () => {
    fc.assert(
      fc.property(hostile, hostile, (by, comment) => {
        const facts = {
          by,
          verdict: 'approve',
          comment,
          digest: '',
          drawing: '',
          have: 1,
          need: 2,
        };
        const given = event('review-given', ASKED, 'prod-access', { ...facts, verdict: 'approve' });
        for (const reader of [EN, JA]) {
          const line = threadLine(given, reader) ?? [];
          expectMessage(renderLine(line, AROUND));
          const no = refuse('entitlement-unknown', { typed: comment, known: [by] });
          expectMessage(renderNotice(refusalNotice(no, reader), AROUND));
        }
      }),
      { numRuns: 12_000 },
    );
  }, 300_000);

  test('are text in forms, and stay as typed', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (why, label, title) => {
        const choices = [{ value: 'prod-db', label }];
        const typed = { entitlement: 'prod-db', why, time: title };
        const chosen = { entitlement: { ...PROD_DB, guidance: { en: label } }, maxMs: 1 };
        const input = { choices, typed, catalog: CATALOG, operators: title, reader: EN, chosen };
        const waiting = { ...view(opened({ justification: why }), '18:06'), title };
        for (const form of [requestForm(input), denyForm(waiting, DRAWING)]) {
          const drawn = renderForm(form, AROUND);
          expect([...nodesOf(drawn)].some(({ type }) => type === 'mrkdwn')).toBe(false);
          expect(checkView(drawn as unknown as Json, 'modal')).toMatchObject({ ok: true });
        }
      }),
      { numRuns: 5_000 },
    );
  }, 300_000);
});
