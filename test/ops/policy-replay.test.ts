/** `prod-access policy replay`: what stored requests would come to by the rules as they are. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { emptyChain, seal } from '../../src/audit/chain.ts';
import type { CaseFile } from '../../src/case-file/case-file.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import { parseConfig } from '../../src/config/parse.ts';
import { problemLine } from '../../src/config/problem.ts';
import { requestId } from '../../src/kernel/brand.ts';
import { DAY, HOUR } from '../../src/kernel/time.ts';
import type { NeedsApproval } from '../../src/policy/decision.ts';
import { decideFrom } from '../../src/ops/policy-desk.ts';
import { replayPolicies } from '../../src/ops/policy-replay.ts';
import type { RecordKey } from '../../src/ports/store.ts';
import { request } from '../case-file/sample.ts';
import { withGlass } from '../story/break-glass.ts';

const EXAMPLE = readFileSync(new URL('../../prod-access.example.yml', import.meta.url), 'utf8');
const NOON = Date.parse('2026-11-20T03:00:00Z');

function configOf(change = (text: string) => text) {
  const parsed = parseConfig(change(EXAMPLE), 'example.yml', () => 'is not here');
  if (!parsed.ok) throw new Error(parsed.problems.map(problemLine).join('\n'));
  return parsed.config;
}

/** One request that was approved by two leads, under the rules of the example. */
async function stored(moved = false, breakGlass = false) {
  const store = createMemoryStore();
  const config = configOf(breakGlass ? withGlass : undefined);
  const glass = breakGlass && ({ breakGlass: true } as const);
  const [person, ben, chie] = config.people.listed;
  const entitlement = config.catalog.entitlements.get('prod-db');
  if (!person || !ben || !chie || !entitlement) throw new Error('The example is another.');
  const durationMs = breakGlass ? HOUR / 3 : 2 * HOUR;
  const ask = { person, entitlement, durationMs, atMs: NOON, ...glass };
  const decision = (await decideFrom({ config }, ask)) as NeedsApproval;
  const asked = request({
    id: requestId('PA-7K3M2'),
    requester: person,
    beneficiary: person,
    entitlement: 'prod-db',
    asked: { kind: 'duration', durationMs },
    ...glass,
    createdMs: NOON,
    state: 'approved',
  });
  const { file, events } = openCase(asked, 'Production database', decision);
  const verdict = { verdict: 'approve', atMs: NOON, durationMs: HOUR, digest: '' } as const;
  const reviews = [ben, chie].map((by) => ({ ...verdict, by, drawing: 'PA-7K3M2.1' }));
  const body = { ...file, reviews } as unknown as CaseFile;
  const key: RecordKey = 'case/PA-7K3M2';
  const { head: chain, sealed } = seal(key, emptyChain(key), events);
  if (moved) await store.append(sealed);
  const index = { state: 'approved', person: person.key, createdMs: NOON, due: {} };
  await store.commit({ key, version: 1, body, chain, sealed: moved ? [] : sealed, index });
  return store;
}

async function replayed(change?: (text: string) => string, moved = false) {
  const config = configOf(change);
  const { lines } = await replayPolicies({ config }, await stored(moved), NOON - DAY);
  return lines.join('\n');
}

test('requests that the rules treat as before are only counted', async () => {
  expect(await replayed()).toBe('1 request since 2026-11-19: 1 as before.');
});

test('what was asked is read from the log as well, once it was moved there', async () => {
  expect(await replayed(undefined, true)).toBe('1 request since 2026-11-19: 1 as before.');
});

test('a request of a newer release is named, and the others are told all the same', async () => {
  const store = await stored();
  const { heads } = await store.list({ kind: 'case', limit: 1 });
  const [head] = heads;
  if (!head) throw new Error('Nothing was stored.');
  const key: RecordKey = 'case/PA-NEWER';
  await store.commit({ ...head, key, chain: emptyChain(key), sealed: [], body: { schema: 2 } });
  const { lines } = await replayPolicies({ config: configOf() }, store, NOON - DAY);
  expect(lines).toEqual([
    'not read: case/PA-NEWER is of a newer release.',
    '2 requests since 2026-11-19: 1 as before, 1 not read.',
  ]);
});

test.each(['refuse', 'level, level: { name: board, any: 1, from: [dai] }'])(
  'whether a calendar that no file has was open is not known, and not taken for closed: %s',
  async (does) => {
    const frozen = (yaml: string) =>
      yaml
        .replace('limits:', 'calendars:\n  year-end: { ssm: year-end }\n\nlimits:')
        .replace(
          '    lapse: 1h',
          `    freeze: { calendars: [year-end], do: ${does} }\n    lapse: 1h`,
        );
    expect(await replayed(frozen)).toContain(
      'not known: no file says whether year-end was open (--suppose)\n' +
        '1 request since 2026-11-19: 1 not known.',
    );
    const opened = { calendars: new Map([['year-end', { open: true } as const]]) };
    const files = { config: configOf(frozen) };
    const { lines } = await replayPolicies(files, await stored(), NOON - DAY, opened);
    expect(lines).toEqual(['1 request since 2026-11-19: 1 as before.']);
  },
);

test('a stricter rule says what it would take, and whether the approvals would do', async () => {
  const text = await replayed((yaml) => yaml.replace('any: 2', 'any: 3'));
  expect(text).toContain('PA-7K3M2  2026-11-20  aiko prod-db: needed 2 of sre-leads');
  expect(text).toContain('would need 3 of sre-leads (would not have them)');
  expect(text).toContain('1 would need other approvals.');
});

test('a shorter cap says that it would be refused, in the words people would read', async () => {
  const text = await replayed((yaml) =>
    yaml.replace('    max: 4h\n    # The longest it may', '    max: 1h\n    # The longest it may'),
  );
  expect(text).toContain('would be refused: 2 h is too long: prod-two-people allows 1 h at most.');
});

test('where no file says who is in a group, it is not guessed', async () => {
  const text = await replayed((yaml) =>
    yaml.replace('sre-leads: [ben, chie, dai]', 'sre-leads: { slack_usergroup: S0LEADS001 }'),
  );
  expect(text).toContain('not known: no file says who is in sre-leads');
});

test('an entitlement that is gone is said to be gone', async () => {
  const text = await replayed((yaml) =>
    yaml
      .replaceAll(/- id: prod-db\b/g, '- id: prod-dbs')
      .replaceAll('for: prod-db', 'for: prod-dbs'),
  );
  expect(text).toContain('its entitlement is no longer in the catalogue');
});

test('what was given on broken glass is decided so, with the review after it', async () => {
  const replayed = async (change: (text: string) => string) => {
    const config = configOf((text) => change(withGlass(text)));
    return (await replayPolicies({ config }, await stored(false, true), NOON - DAY)).lines.join();
  };
  expect(await replayed((text) => text)).toContain('1 as before');
  const other = await replayed((text) =>
    text.replace('from: [sre-leads], within', 'from: [dai], within'),
  );
  expect(other).toContain('needed 1 of sre-leads; would need 1 of dai');
});
