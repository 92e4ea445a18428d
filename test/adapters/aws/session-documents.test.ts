/** What stands at a role for one person: documents, names, and the room they take. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { neededAtHome } from '../../../adapters/aws/iam-budget.ts';
import { homeOf, whoAt } from '../../../adapters/aws/iam-home.ts';
import { takenBy } from '../../../adapters/aws/iam-room.ts';
import {
  policyName,
  readOwnPolicyName,
  readSessionPolicyName,
  readUserPolicyName,
} from '../../../adapters/aws/names.ts';
import { allowDocument, fenceDocument } from '../../../adapters/aws/policy-document.ts';
import { sessionReach } from '../../../src/catalog/session-reach.ts';
import type { IamPolicyTarget } from '../../../src/catalog/target.ts';
import {
  type RoleSession,
  SESSION_NAME,
  sessionId,
  sessionUser,
} from '../../../src/kernel/role-session.ts';
import { HOUR } from '../../../src/kernel/time.ts';
import { READER } from '../../story/engineers.ts';
import { JUMP } from '../../story/seed.ts';
import { NOON } from './ground.ts';

const named = (by: RoleSession['by'], name = 'aiko@example.com') => {
  const session = { role: 'Engineer', by, name };
  return { user: sessionUser(session), uniqueId: sessionId('AROA1', session) };
};
const who = (by: RoleSession['by'], name?: string) => whoAt(homeOf(named(by, name))) ?? {};
const reach = [{ actions: ['sts:AssumeRole'], resources: [READER] }];
const windows = [{ reach, mfa: false, startMs: NOON, endMs: NOON + HOUR }];
const fence = { place: { on: 'user' }, target: 'abcdef012345', generation: 1 } as const;
const BY = { session: 'session', source: 'source-identity' } as const;

describe('every statement', () => {
  test.each([
    [BY.session, { StringEquals: { 'aws:userid': 'AROA1:aiko@example.com' } }],
    [
      BY.source,
      {
        StringEquals: { 'aws:SourceIdentity': 'aiko@example.com' },
        StringLike: { 'aws:userid': 'AROA1:*' },
      },
    ],
  ])('is for one person and has its dates: by %s', (by, condition) => {
    const [allow] = allowDocument({ windows }, who(by)).Statement;
    expect(allow?.Condition).toEqual({
      DateGreaterThan: { 'aws:CurrentTime': '2026-11-24T11:59:59Z' },
      DateLessThan: { 'aws:CurrentTime': '2026-11-24T13:00:00Z' },
      ...condition,
    });
    const denials = [{ reach, fromMs: NOON }];
    const [deny] = fenceDocument({ ...fence, denials }, who(by)).Statement;
    expect(deny?.Condition).toEqual({
      DateGreaterThanEquals: { 'aws:CurrentTime': '2026-11-24T12:00:00Z' },
      ...condition,
    });
  });

  test('at a role they took on is for the source that went along', () => {
    const role = { account: JUMP, name: 'ProdLogReader' };
    const place = { on: 'role', role, userid: '', source: 'aiko@example.com' } as const;
    const denials = [{ reach, fromMs: NOON }];
    const [deny] = fenceDocument({ ...fence, place, denials }, who(BY.source)).Statement;
    expect(deny?.Condition).toEqual({
      DateGreaterThanEquals: { 'aws:CurrentTime': '2026-11-24T12:00:00Z' },
      StringEquals: { 'aws:SourceIdentity': 'aiko@example.com' },
    });
  });

  test('asks for the tag of a node and for the person, of one operator both', () => {
    const tagged = [
      { ...reach[0], actions: ['ssm:StartSession'], tag: { key: 'Role', value: 'b' } },
    ];
    const both = [{ ...windows[0], reach: tagged, mfa: false, startMs: NOON, endMs: NOON + HOUR }];
    const [allow] = allowDocument({ windows: both as typeof windows }, who(BY.session)).Statement;
    expect(allow?.Condition).toMatchObject({
      StringEquals: {
        'ssm:resourceTag/Role': 'b',
        'aws:userid': 'AROA1:aiko@example.com',
      },
    });
  });

  test('names own sessions by the name that AWS gives them', () => {
    const nodes = { account: JUMP, region: 'eu-west-1', nodes: ['i-1'], document: 'D' };
    const resources = sessionReach({ ...nodes, opener: 'aiko' }).flatMap((one) => one.resources);
    expect(resources).toContain('arn:aws:ssm:*:*:session/aiko-*');
    expect(resources.join()).not.toContain('aws:username');
  });
});

describe('names', () => {
  const ids = [{ kind: 'allow' } as const, { kind: 'fence', ...fence } as const];

  test('lead back to what they name, for the person they name and nobody else', () => {
    const name = fc.stringMatching(SESSION_NAME);
    const by = fc.constantFrom(BY.session, BY.source);
    fc.assert(
      fc.property(by, name, name, (kind, one, other) => {
        for (const id of ids) {
          const written = policyName('demo01', id, named(kind, one).uniqueId);
          const read = readOwnPolicyName(written, named(kind, one).uniqueId);
          expect(read).toMatchObject({ installation: 'demo01', id });
          expect(readUserPolicyName(written)).toBeUndefined();
          const theirs = readOwnPolicyName(written, named(kind, other).uniqueId);
          expect(theirs === undefined).toBe(one !== other);
        }
      }),
    );
  });

  test.each([
    'standing',
    'prod-access-demo01-allow',
    'prod-access-demo01-allow-aiko',
    'prod-access-demo01-allow-0123456789abcdef-1',
    'prod-access-demo01-fence-abcdef012345-1',
    'prod-access-demo01-fence-abcdef012345-0123456789abcdef',
    'prod-access-demo01-end-abcdef012345-0123456789abcdef-1',
    'xprod-access-demo01-allow-0123456789abcdef',
  ])('%s is none of ours at such a role', (name) => {
    expect(readSessionPolicyName(name)).toBeUndefined();
  });
});

describe('room at the role', () => {
  const target: IamPolicyTarget = {
    kind: 'iam-policy',
    account: JUMP,
    reach,
    roles: [],
    mfa: false,
  };
  const facts = { reach, namedRoles: [], tailMs: 0 };
  const held = (name: string) => {
    const { uniqueId } = named(BY.session, name);
    const allow = allowDocument({ windows }, who(BY.session, name));
    return { name: policyName('demo01', { kind: 'allow' }, uniqueId), document: allow };
  };

  test('is taken by others with the fences of their ends, and the spare one is the asker’s', () => {
    const need = neededAtHome([{ target, facts }], who(BY.session));
    const document = fenceDocument(
      { ...fence, denials: [{ reach, fromMs: NOON }] },
      who(BY.session),
    );
    const spare = JSON.stringify(document).length;
    const taken = takenBy([held('aiko@example.com')]);
    expect(taken).toBeGreaterThanOrEqual(need - spare);
    expect(taken).toBeLessThan(1.3 * (need - spare));
  });

  test('is not taken twice once their fences stand', () => {
    const { uniqueId } = named(BY.session);
    const allow = held('aiko@example.com');
    const denials = [{ reach, fromMs: NOON }];
    const standing = [1].map((generation) => ({
      name: policyName('demo01', { kind: 'fence', ...fence, generation }, uniqueId),
      document: fenceDocument({ ...fence, generation, denials }, who(BY.session)),
    }));
    expect(takenBy([allow, ...standing])).toBeLessThanOrEqual(takenBy([allow]));
  });

  test('holds a dozen people of one entry, and what is not ours counts as it is', () => {
    const dozen = Array.from({ length: 12 }, (_, index) => held(`person-${index}@example.com`));
    expect(takenBy(dozen)).toBeLessThan(10_240);
    expect(takenBy([{ name: 'standing', document: 'x'.repeat(98) }])).toBe(100);
  });
});
