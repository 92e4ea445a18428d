/** `prod-access policy test`: scenarios as data, and what none of them reached. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse.ts';
import { problemLine } from '../../src/config/problem.ts';
import { testPolicies } from '../../src/ops/policy-test.ts';
import { parseScenarios } from '../../src/ops/scenario-file.ts';

const EXAMPLE = readFileSync(new URL('../../prod-access.example.yml', import.meta.url), 'utf8');
const CALENDAR = 'calendars:\n  year-end: { ssm: year-end }\n\nlimits:';
const FREEZE = '    freeze: { calendars: [year-end], do: refuse }\n    lapse: 1h';

const GLASS = `    break_glass:
      eligible: [engineers]
      longest: 30m
      channel: C0GENERAL1
      review: { from: [sre-leads], within: 24h }`;

function configOf(change = (text: string) => text) {
  const parsed = parseConfig(change(EXAMPLE), 'example.yml', () => 'is not here');
  if (!parsed.ok) throw new Error(parsed.problems.map(problemLine).join('\n'));
  return parsed.config;
}

const frozen = () =>
  configOf((text) => text.replace('limits:', CALENDAR).replace('    lapse: 1h', FREEZE));

async function tested(yaml: string, config = configOf()) {
  const parsed = parseScenarios(yaml, 'a.scenarios.yml', config);
  if (!parsed.ok) throw new Error(parsed.problems.map(problemLine).join('\n'));
  const { ok, lines } = await testPolicies({ config }, [{ name: 'a', file: parsed.file }]);
  return { ok, text: lines.join('\n') };
}

const scenario = (rest: string, name = 'one') =>
  `scenarios:\n  - { name: ${name}, person: aiko, entitlement: prod-db, for: 2h, ` +
  `at: 2026-12-01 10:00, ${rest} }\n`;

describe('policy test', () => {
  test('a scenario that comes out as expected passes, with its levels', async () => {
    const { ok, text } = await tested(scenario('expect: needs-approval, levels: { leads: 2 }'));
    expect(ok).toBe(true);
    expect(text).toContain('1 scenario, all as expected.');
  });

  test('and so does one where the glass is broken, shut unless a rule opens it', async () => {
    const shut = scenario('break_glass: true, expect: forbidden, because: no-break-glass');
    expect((await tested(shut)).ok).toBe(true);
    const open = configOf((text) => text.replace('    # break_glass:', GLASS));
    const brief = scenario('break_glass: true, expect: break-glass').replace('2h', '20m');
    expect(await tested(brief, open)).toMatchObject({ ok: true });
    expect((await tested(brief)).text).toContain(
      'expected break-glass, got forbidden (no-break-glass): ',
    );
  });

  test('rules that no scenario reached are named', async () => {
    const { text } = await tested(scenario('expect: needs-approval'));
    expect(text).toContain('Never exercised: rule prod-one-person.');
  });

  test('one that does not names scenario and rule, and what came out instead', async () => {
    const { ok, text } = await tested(
      scenario('expect: needs-approval, levels: { leads: 3 }', 'Three leads'),
    );
    expect(ok).toBe(false);
    expect(text).toContain('FAIL  Three leads');
    expect(text).toContain('expected the levels leads 3, got leads 2');
    expect(text).toContain('decided by rule prod-two-people');
    expect(text).toContain('1 scenario: 1 not as expected.');
  });

  test('a refusal can be expected by its code', async () => {
    const long = scenario('expect: forbidden, because: too-long').replace('for: 2h', 'for: 6h');
    expect((await tested(long)).ok).toBe(true);
    const wrong = await tested(long.replace('too-long', 'frozen'));
    expect(wrong.text).toContain('expected it because of frozen, got too-long: 6 h is too long');
  });

  test('what is forbidden and should not be says why', async () => {
    const { text } = await tested(scenario('expect: needs-approval').replace('for: 2h', 'for: 5h'));
    expect(text).toContain(
      'expected needs-approval, got forbidden (too-long): 5 h is too long: ' +
        'prod-two-people allows 4 h at most.',
    );
  });

  test.each(['scenarios: []\n', 'suppose: { denials: 1 }\n'])(
    'a file without a scenario passes nothing: %j',
    async (yaml) => {
      const { ok, text } = await tested(yaml);
      expect(ok).toBe(false);
      expect(text).toContain('FAIL  has no scenario\n0 scenarios.\n');
    },
  );

  test('what a file cannot know is supposed, for all or for one', async () => {
    const open = 'suppose: { calendars: { year-end: open } }\n';
    const both = `${open}${scenario('expect: needs-approval')}`;
    expect((await tested(both, frozen())).ok).toBe(true);
    const one = scenario(
      'suppose: { calendars: { year-end: closed } }, expect: forbidden, because: frozen',
    );
    expect((await tested(`suppose: { calendars: { year-end: open } }\n${one}`, frozen())).ok).toBe(
      true,
    );
  });

  test('members of a kept group are those that are supposed', async () => {
    const config = configOf((text) =>
      text.replace('sre-leads: [ben, chie, dai]', 'sre-leads: { slack_usergroup: S0LEADS001 }'),
    );
    const nobody = await tested(scenario('expect: forbidden, because: directory-silent'), config);
    expect(nobody.ok).toBe(true);
    const other = await tested(scenario('expect: needs-approval'), config);
    expect(other.text).toContain('no file says who is in sre-leads. Say it under suppose');
    const two = `suppose: { groups: { sre-leads: [ben, chie] } }\n`;
    expect((await tested(two + scenario('expect: needs-approval'), config)).ok).toBe(true);
  });
});

describe('a scenario file', () => {
  const config = configOf();
  test.each([
    ['person: aiko', 'person: aikko', 'there is no person "aikko"; did you mean "aiko"?'],
    ['entitlement: prod-db', 'entitlement: prod-dbs', 'did you mean "prod-db"?'],
    ['at: 2026-12-01 10:00', 'at: 2026-12-41 10:00', 'expected a moment such as'],
    ['expect: forbidden', 'expect: denied', 'expected "needs-approval" or'],
    ['for: 2h', 'hour: 2h', 'there is no key "hour" here'],
    ['10:00', '10:00 Asia/Tokio', 'There is no time zone Asia/Tokio; did you mean Asia/Tokyo?'],
    [
      'expect: forbidden',
      'expect: forbidden, because: too-lng',
      'because: there is no refusal by policy "too-lng"; did you mean "too-long"?',
    ],
    [
      'expect: forbidden',
      'expect: needs-approval, because: frozen',
      'because: only what is forbidden has a because',
    ],
    [
      'expect: forbidden',
      'expect: forbidden, levels: { leads: 2 }',
      'levels: what is forbidden has no levels',
    ],
    [
      'expect: forbidden',
      'expect: auto-approved, suppose: { spent: { nope.cedar: 5 } }',
      'there is no file with a quota "nope.cedar"',
    ],
    [
      'expect: forbidden',
      'expect: forbidden, account: "111122223333"',
      'account: prod-db leaves no account to choose: leave this out',
    ],
  ])('with %s written as %s is refused with its place', (right, wrong, words) => {
    const parsed = parseScenarios(
      scenario('expect: forbidden').replace(right, wrong),
      'a.scenarios.yml',
      config,
    );
    const said = parsed.ok ? '' : parsed.problems.map(problemLine).join('\n');
    expect(said).toMatch(/^a\.scenarios\.yml:\d+:\d+ /);
    expect(said).toContain(words);
  });

  test('has to name an account where people choose one, and no other', () => {
    const one = 'account: "111122223333"';
    const several = configOf((text) =>
      text.replace(`      ${one}\n`, '      accounts: ["111122223333", "444455556666"]\n'),
    );
    const read = (account?: string) => {
      const named = account === undefined ? '' : `account: "${account}", `;
      const yaml = scenario(`${named}expect: forbidden`);
      const parsed = parseScenarios(yaml, 'a.scenarios.yml', several);
      return parsed.ok ? [] : parsed.problems.map(({ message }) => message);
    };
    expect(read('444455556666')).toEqual([]);
    expect(read('999988887777')).toEqual([
      'expected one of 111122223333, 444455556666, which prod-db lets people choose, ' +
        'got 999988887777',
    ]);
    // The bot takes no ask without one: what is decided of none would be true of none.
    const which = 'say which account is asked for: one of 111122223333, 444455556666';
    expect(read()).toEqual([which]);
  });

  test('that is empty says what to begin with', () => {
    const parsed = parseScenarios('', 'a.scenarios.yml', config);
    expect(parsed).toMatchObject({ problems: [{ message: 'is empty; begin with scenarios:' }] });
  });
});
