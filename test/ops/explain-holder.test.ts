/** `prod-access explain` of somebody who could not hold it: as the ask in chat is refused. */

import { describe, expect, test } from 'vitest';
import { configOf, explained, type Typed } from './explaining.ts';

const AIKO = 'aws: { account: "444455556666", user: aiko.sato }';
const SESSION = 'aws: { account: "444455556666", role: Engineer, session: aiko@example.com }';
const GLASS = `    break_glass:
      { eligible: [engineers], channel: C0GENERAL1, review: { from: [sre-leads] } }`;
const ROLE = 'role_sessions: { account: "444455556666", role: Engineer }';

const said = async (change: (text: string) => string, ask: Typed = {}, locale?: 'ja') => {
  const { outcome, lines, json } = await explained(ask, configOf(change), locale);
  return { outcome, last: lines.at(-1)?.trim() ?? '', json };
};

describe('explain of somebody who could not hold it', () => {
  test('a user of another account is refused, as pre-flight does', async () => {
    const elsewhere = (text: string) =>
      text.replace(AIKO, AIKO.replace('444455556666', '111122223333'));
    const { outcome, last, json } = await said(elsewhere);
    expect(outcome).toBe('refused');
    expect(last).toContain(
      'one of account 111122223333, and this is given to users of 444455556666',
    );
    expect(json).toMatchObject({ holder: { code: 'wrong-account' } });
  });

  test('a role session is refused what asks for MFA, and given it without', async () => {
    const comes = (text: string) => text.replace(AIKO, SESSION);
    const { outcome, last } = await said(comes);
    expect(outcome).toBe('refused');
    expect(last).toContain('Engineer/aiko@example.com signs in by an identity provider');
    const ja = await said(comes, {}, 'ja');
    expect(ja.outcome).toBe('refused');
    expect(ja.last).toContain('Engineer/aiko@example.com');
    const without = (text: string) => comes(text).replaceAll('mfa: true', 'mfa: false');
    expect((await said(without)).outcome).toBe('allowed');
  });

  test('a role session is refused a group', async () => {
    const comes = (text: string) => text.replace(AIKO, SESSION);
    const { outcome, last } = await said(comes, { what: 'prod-ops' });
    expect(outcome).toBe('refused');
    expect(last).toContain('cannot be in an IAM group');
  });

  test('so is whoever comes into a role by an address, unless a tag may name a user', async () => {
    const bare = (text: string) => text.replace(`      ${AIKO}\n`, '');
    const comes = (text: string) => bare(text).replace('listed:', `${ROLE}\n  listed:`);
    expect(await said(comes)).toMatchObject({
      outcome: 'refused',
      json: { holder: { code: 'session-unfit', facts: { problem: 'mfa' } } },
    });
    const tagged = (text: string) => comes(text).replace('from_tags: false', 'from_tags: true');
    expect((await said(tagged)).outcome).toBe('allowed');
  });

  test('to break the glass at nodes of AWS’s own requests leads nowhere', async () => {
    const there = (text: string) =>
      text
        .replace(AIKO, SESSION)
        .replace(
          /target:\n {6}# A dated[\s\S]*?mfa: true/,
          'target: { kind: jitna, account: "444455556666", region: us-east-1 }',
        )
        .replace('    # break_glass:', `${GLASS}\n    #`);
    expect((await said(there)).outcome).toBe('allowed');
    const broken = await said(there, { breakGlass: true, time: '20m' });
    expect(broken.json).toMatchObject({ holder: { code: 'ask-at-aws' } });
    expect(broken.outcome).toBe('refused');
  });
});
