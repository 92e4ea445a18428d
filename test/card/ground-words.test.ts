/** What changed under an approval, as the thread and the card say it. */

import { expect, test } from 'vitest';
import { plainLine } from '../../src/card/line.ts';
import { wordsFor } from '../../src/card/words/words.ts';
import { HOUR } from '../../src/kernel/time.ts';
import type { Changed } from '../../src/request/ground.ts';
import { EN, JA } from './case-story.ts';

const level = { of: 'level', rule: 'db', level: 'leads' } as const;
const two = { count: 2, from: ['sre-leads', 'dai'] };
const ALL: readonly Changed[] = [
  { ...level, before: two, after: { count: 1, from: ['sre-leads'] } },
  { ...level, after: two },
  { ...level, before: two },
  { of: 'cap', beforeMs: 4 * HOUR, afterMs: 2 * HOUR },
  { of: 'approver', name: 'ben' },
  { of: 'reach', behind: 'prod-operators', actions: ['rds:DeleteDBInstance'], more: 0 },
  { of: 'reach', behind: 'prod-operators', actions: ['rds:A', 'rds:B'], more: 3 },
  { of: 'nodes', nodes: ['i-0ab'], tag: 'Role=bastion' },
  { of: 'holder', before: 'aiko.sato', after: 'aiko.s' },
  { of: 'target', entitlement: 'prod-db' },
  { of: 'statement', statement: 'small.cedar#logs' },
];

test.each([EN, JA])('every change has its sentence', (reader) => {
  const { ground } = wordsFor(reader.locale);
  const lines = ALL.map((one) => plainLine(ground.changes([one]), reader));
  const [first] = ALL.slice(4, 5);
  const whole = first ? [ground.line([first], 'approved'), ground.note([first])] : [];
  expect([...lines, ...whole.map((line) => plainLine(line, reader))]).toMatchSnapshot();
});
