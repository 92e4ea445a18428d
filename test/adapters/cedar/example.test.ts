/** The example with statements beside its rules: sound as it stands, and it decides as it says. */

import { mkdtempSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openPolicies, readConfig } from '../../../adapters/registry.ts';
import { parseConfig } from '../../../src/config/parse.ts';
import { problemLine } from '../../../src/config/problem.ts';
import { HOUR } from '../../../src/kernel/time.ts';
import type { Said } from '../../../src/policy/statement.ts';
import type { PolicyQuestion } from '../../../src/ports/policy-engine.ts';
import { QUESTION, TUESDAY } from './questions.ts';

const FOLDER = fileURLToPath(new URL('../../../deploy/policies', import.meta.url));
const FILE = join(FOLDER, 'prod-access.yml');

async function configAt(path: string) {
  const parsed = await readConfig(path, parseConfig);
  if (parsed.ok) return parsed.config;
  throw new Error(parsed.problems.map(problemLine).join('\n'));
}

/** Of somebody in the example who asks for something at noon, unless it says otherwise. */
async function said(
  name: string,
  entry: string,
  groups: readonly string[],
  change: Partial<PolicyQuestion> = {},
): Promise<Said> {
  const config = await configAt(FILE);
  const person = config.people.listed.find((one) => one.name === name);
  const entitlement = config.catalog.entitlements.get(entry);
  const engine = await openPolicies(config);
  if (!person || !entitlement || !engine) throw new Error('The example lacks something.');
  const asked = { requester: person, beneficiary: person, entitlement, groups };
  const at = { durationMs: HOUR, atMs: TUESDAY - 6 * HOUR };
  const answer = engine.evaluate({ ...QUESTION, ...asked, ...at, ...change });
  if (answer.ok) return answer.value;
  throw new Error(answer.code);
}

describe('the example in deploy/policies', () => {
  test('reading logs for an hour at noon needs nobody', async () => {
    const quota = { name: 'small-things.cedar', times: 5, perMs: 24 * HOUR };
    const statement = 'small-things.cedar#logs-in-business-hours';
    const auto = [{ statement, quota }];
    expect(await said('aiko', 'prod-logs', ['engineers'])).toEqual({
      forbid: [],
      noAuto: [],
      auto,
    });
  });

  test('for longer, or in the evening, or of the database, somebody does', async () => {
    const nothing = { forbid: [], noAuto: [], auto: [] };
    const longer = { durationMs: 2 * HOUR };
    expect(await said('aiko', 'prod-logs', ['engineers'], longer)).toEqual(nothing);
    expect(await said('aiko', 'prod-logs', ['engineers'], { atMs: TUESDAY })).toEqual(nothing);
    expect(await said('aiko', 'prod-db', ['engineers'])).toEqual(nothing);
    const ben = await said('ben', 'prod-logs', ['engineers', 'on-call'], longer);
    expect(ben.auto).toHaveLength(1);
  });

  test('who holds something, and everybody in the freeze, asks a person', async () => {
    const holding = await said('aiko', 'prod-logs', ['engineers'], { liveGrants: 1 });
    expect(holding.noAuto).toEqual(['ask-somebody.cedar#holds-something-else']);
    const frozen = await said('aiko', 'prod-logs', ['engineers'], { closed: ['year-end'] });
    expect(frozen.noAuto).toEqual(['ask-somebody.cedar#while-frozen']);
  });

  test('contractors never come to customer data, nor does who was denied three times', async () => {
    const mallory = await said('mallory', 'prod-db', ['engineers', 'contractors']);
    expect(mallory.forbid).toEqual(['never.cedar#contractors-at-customer-data']);
    const denied = await said('aiko', 'prod-logs', ['engineers'], { recentDenials: 3 });
    expect(denied.forbid).toEqual(['never.cedar#denied-three-times']);
  });

  test('a mistake in a file beside it is told by the path an editor opens', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'prod-access-policies-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    cpSync(FOLDER, folder, { recursive: true });
    const text = readFileSync(join(FOLDER, 'never.cedar'), 'utf8');
    writeFileSync(join(folder, 'never.cedar'), text.replace('"contractors"', '"contractor"'));
    const parsed = await readConfig(join(folder, 'prod-access.yml'), parseConfig);
    expect(parsed).toMatchObject({
      ok: false,
      problems: [{ file: join(folder, 'never.cedar'), line: 5, column: 21 }],
    });
  });

  test('nothing of Cedar is loaded where there are no statements', async () => {
    const main = fileURLToPath(new URL('../../../prod-access.example.yml', import.meta.url));
    expect(await openPolicies(await configAt(main))).toBeUndefined();
  });
});
