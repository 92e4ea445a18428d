/** What `doctor` says of calendars and of groups that others keep. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { sourceLooks, type SourcePorts } from '../../src/ops/source-looks.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';

const EXAMPLE = readFileSync(new URL('../../prod-access.example.yml', import.meta.url), 'utf8');
const GROUPS = `
  leads: { slack_usergroup: S0LEADS001 }
  dbas: { pagerduty_schedule: PDBAS01 }
`;
const CALENDARS = '\ncalendars:\n  year-end: { url: https://calendars.example.com/year-end.ics }\n';

async function said(ports: Partial<SourcePorts>): Promise<readonly string[]> {
  const text = EXAMPLE.replace('\ngroups:\n', `\ngroups:${GROUPS}`)
    .replace('- name: chie\n', '- name: chie\n      pagerduty: PCHIE01\n')
    .concat(CALENDARS);
  const parsed = parseConfig(text, 'prod-access.yml');
  if (!parsed.ok) throw new Error(parsed.problems.map((one) => one.message).join());
  const all: SourcePorts = {
    directory: { members: async () => ['slack:T0:U0' as PersonKey] },
    rosters: { entries: async () => [{ pagerduty: 'PCHIE01' }] },
    calendar: async () => ({ open: true }),
    ...ports,
  };
  const looks = sourceLooks(parsed.config, all).map(async ({ what, look }) => {
    const words = await look().catch((error: Error) => `WRONG ${error.message}`);
    return `${what}: ${words}`;
  });
  return Promise.all(looks);
}

describe('each of them', () => {
  test('is looked at, and listed groups are not', async () => {
    expect(await said({})).toEqual([
      'Calendar year-end: open',
      'Group leads: 1 person',
      'Group dbas: 1 person',
    ]);
  });

  test('that is closed says until when', async () => {
    const untilMs = Date.UTC(2027, 0, 3, 15);
    const [first] = await said({
      calendar: async () => ({ open: false, why: 'closed', untilMs }),
    });
    expect(first).toBe('Calendar year-end: closed until 2027-01-03T15:00:00.000Z');
  });
});

describe('a group', () => {
  test('that holds nobody is wrong', async () => {
    const found = await said({
      directory: { members: async () => [] },
      rosters: { entries: async () => [] },
    });
    expect(found[1]).toContain('WRONG nobody is in it');
    expect(found[2]).toContain('WRONG nobody is in it now');
  });

  test('with people that nobody knows here names them', async () => {
    const entries = [{ pagerduty: 'PNEW001', email: 'new@example.com' }];
    const [, , dbas] = await said({ rosters: { entries: async () => entries } });
    expect(dbas).toContain('WRONG none of its people can approve; unknown here: new@example.com');
  });

  test('whose keeper does not answer says what is wrong', async () => {
    const entries = async () => {
      throw new Fault('roster-unreachable', 'PagerDuty refuses PAGERDUTY_TOKEN.');
    };
    expect((await said({ rosters: { entries } }))[2]).toContain('WRONG PagerDuty refuses');
  });
});
