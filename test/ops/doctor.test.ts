/** What `doctor` says of an installation, with each look answered for it. */

import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse.ts';
import type { Weakness } from '../../src/ports/examiner.ts';
import { doctor } from '../../src/ops/doctor.ts';
import { healthy, settings } from './doctor-looks.ts';
import { unfitGroups } from './unfit-groups.ts';

describe('where something of the environment is missing', () => {
  const never = () => Promise.reject(new Error('must not be asked'));

  test('it is said, no chat is asked, and AWS is', async () => {
    const { ok, lines } = await doctor({ ...healthy, chats: never });
    expect(ok).toBe(false);
    expect(lines).toContain('WRONG Environment: SLACK_BOT_TOKEN is not set.');
    expect(lines).toContainEqual(expect.stringMatching(/^note {2}Chats, .* not looked at/));
    expect(lines).toContainEqual(expect.stringMatching(/^ok {4}AWS: no way around the bot/));
    expect(lines.join('\n')).not.toContain('must not be asked');
  });

  test('an operator does without it, and not without what AWS is asked with', async () => {
    const operator = { ...healthy, isOperator: true };
    expect((await doctor(operator)).lines).toContain(
      'note  Environment: SLACK_BOT_TOKEN is not set.',
    );
    expect((await doctor(operator)).ok).toBe(true);
    const problems = ['AWS_REGION is no Region.'];
    const blind = { ...operator, weaknesses: never, awsProblems: () => problems };
    const { ok, lines } = await doctor({ ...blind, settings: () => ({ ok: false, problems }) });
    expect(ok).toBe(false);
    expect(lines).toContain('WRONG Environment: AWS_REGION is no Region.');
    expect(lines.join('\n')).not.toContain('must not be asked');
  });
});

test('a broken store is a finding, not the end of the examination', async () => {
  const looks = { ...healthy, sqlite: () => Promise.reject(new Error('too old')) };
  const { lines } = await doctor(looks);
  expect(lines).toContain('WRONG SQLite: too old');
  expect(lines).toContain('ok    Configuration: 3 entitlements');
});

test('a configuration that does not parse points to check', async () => {
  const looks = { ...healthy, config: async () => parseConfig('nonsense: 1', 'prod-access.yml') };
  const { ok, lines } = await doctor(looks);
  expect(ok).toBe(false);
  expect(lines.at(-1)).toMatch(/^WRONG Configuration: \S+:\d+:\d+ .+/);
});

describe('weaknesses at AWS', () => {
  const account = '444455556666';
  const said = async (...weaknesses: readonly Weakness[]) => {
    const looks = { ...healthy, settings: () => settings, weaknesses: async () => weaknesses };
    const { ok, lines, findings } = await doctor(looks);
    return { ok, text: lines.filter((line) => line.includes(' AWS: ')).join('\n'), findings };
  };

  test('that are none are said to be none', async () => {
    expect(await said()).toMatchObject({ ok: true, text: expect.stringMatching(/^ok .*no way/) });
  });

  test('that cannot be looked for at all are one finding', async () => {
    const weaknesses = () => Promise.reject(new Error('AWS is away.'));
    const { ok, lines } = await doctor({ ...healthy, settings: () => settings, weaknesses });
    expect(ok).toBe(false);
    expect(lines.at(-1)).toBe('WRONG AWS: AWS is away.');
  });

  test('behind a role that trusts the bot alone are a note to an operator', async () => {
    const why = ['not authorized to perform: sts:AssumeRole'];
    const weaknesses = async (): Promise<readonly Weakness[]> => [
      { kind: 'unreadable', account, why },
    ];
    const looks = { ...healthy, settings: () => settings, weaknesses };
    expect((await doctor(looks)).ok).toBe(false);
    const { ok, lines } = await doctor({ ...looks, isOperator: true });
    expect(ok).toBe(true);
    expect(lines.at(-1)).toMatch(/^note .*trusts the bot alone: run doctor as the bot as well\.$/);
    expect(lines.join('\n')).not.toContain('no way around the bot');
  });

  test('an unread right of the bot is a note, and no failure', async () => {
    const who = `arn:aws:iam::${account}:user/prod-access`;
    const why = ['iam:ListRolePolicies is denied'];
    const { ok, text } = await said({ kind: 'bot-unread', account, who, why });
    expect(ok).toBe(true);
    expect(text).toContain(`note  AWS: What ${who} may do`);
  });

  test('whoever looks and is not the bot is told how to name it', async () => {
    const { ok, text } = await said({ kind: 'bot-elsewhere', account, who: 'arn:of:you' });
    expect(ok).toBe(true);
    expect(text).toMatch(/note {2}AWS: arn:of:you may change nothing .* --bot arn:aws:iam::/);
  });

  test('says as a note what may live on of a role without end', async () => {
    const endless = ['shells', 'roles'] as const;
    const { ok, text } = await said({ kind: 'role-endless', account, role: 'Op', endless });
    expect(ok).toBe(true);
    expect(text).toMatch(/note {2}AWS: Role Op .* allows shells .*; allows sts:AssumeRole/);
    expect(text).toMatch(/^ok {4}AWS: no way around the bot\n/);
  });

  const standing = { kind: 'standing-access', account, name: 'all', gives: ['sts:AssumeRole'] };
  const document = { kind: 'document-unfit', account, region: 'eu-west-1', document: 'Shell' };
  const role = { kind: 'role-open', account, role: 'Op' };
  const lack = {
    kind: 'bot-lacks',
    account,
    who: `arn:aws:iam::${account}:role/prod-access`,
    actions: ['iam:PutUserPolicy'],
    resources: ['u1', 'u2', 'u3'],
    unknown: [],
    isUnbounded: false,
    file: 'users-account.yml',
    entitlements: ['prod-db', 'prod-ops'],
  };
  test.each<[string, object, RegExp]>([
    [
      'says by what a role would widen access',
      { ...role, kind: 'role-unfit', action: 'iam:PassRole' },
      /Role Op in account jump .* allows iam:PassRole, .* every ask for it is refused/,
    ],
    [
      'names three of many users, and counts the others',
      { ...standing, policy: { of: 'group', owner: 'sre' }, users: ['a', 'b', 'c', 'd', 'e'] },
      /a, b, c and 2 more in account jump 4444-5555-6666 .* policy all of group sre allows/,
    ],
    [
      'names a managed policy',
      { ...standing, policy: { of: 'users', owner: '' }, users: ['a'] },
      /managed policy all, attached to the user, allows sts:AssumeRole/,
    ],
    [
      'says who is in a group for ever',
      { kind: 'unleased-member', account, group: 'ops', user: 'a' },
      /a is a member of group ops .* without a grant/,
    ],
    [
      'says how long a named session lasts',
      { ...role, isNamed: true, maxSessionMs: 5_400_000 },
      /90 min/,
    ],
    [
      'says which role people come into lacks its boundary',
      { kind: 'holder-role-unfit', account, role: 'Engineer', problem: 'no-boundary' },
      /Role Engineer in account .* has no permissions boundary/,
    ],
    [
      'says where somebody may choose the name of a session',
      { kind: 'holder-role-unfit', account, role: 'Engineer', problem: 'name-chosen' },
      /a name of their own choice.*Leave only SAML/,
    ],
    ['says that there is no role', { kind: 'role-missing', account, role: 'Op' }, /no role Op/],
    [
      'says that a port is open to choice',
      { ...document, target: 'ssm-port-forward', problem: 'not-pinned' },
      /document Shell in eu-west-1 .* portNumber as a number/,
    ],
    [
      'says that a document is not there',
      { ...document, target: 'ssm-node', problem: 'missing' },
      /does not exist. Publish it/,
    ],
    ...unfitGroups(account),
    [
      'says that nobody allows it, and where the right stands',
      { ...lack, because: 'unallowed' },
      /but no policy of \S+ allows it\. Add it as it stands in deploy\/users-account\.yml\.$/,
    ],
    [
      'says which right the bot lacks, and for what',
      { ...lack, because: 'unallowed' },
      /^WRONG AWS: For prod-db, prod-ops the bot needs iam:PutUserPolicy on u1, u2 and 1 more/,
    ],
    [
      'says that the organization forbids it, and what was not looked at',
      { ...lack, because: 'organization', unknown: ['aws:SourceIp'] },
      /\(SCP\) forbids it to .* Conditions on aws:SourceIp were taken as not met\./,
    ],
    [
      'says that a role has no boundary, where the right asks for one',
      { ...lack, because: 'unallowed', isUnbounded: true },
      /this role has no permissions boundary, .* Set it there/,
    ],
    [
      'says why an account was not read, and whose credentials would help',
      { kind: 'unreadable', account, why: ['ssm:GetDocument is denied'] },
      /not wholly known: ssm:GetDocument is denied\. Run doctor .* an operator/,
    ],
  ])('%s', async (_, weakness, words) => {
    const { ok, text, findings } = await said(weakness as Weakness);
    expect(ok).toBe(false);
    expect(text).toMatch(words);
    expect(findings.at(-1)).toMatchObject({ state: 'wrong', weakness });
  });
});
