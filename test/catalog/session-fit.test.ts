/** What a person who comes by an identity provider can hold, entry by entry of the catalogue. */

import { expect, test } from 'vitest';
import { sessionProblem, withSource } from '../../src/catalog/session-fit.ts';
import type { RoleSession } from '../../src/kernel/role-session.ts';
import { configOf, EXAMPLE } from '../config/example.ts';
import { withoutMfa } from '../story/at-aws.ts';
import { withNodes } from '../story/nodes.ts';
import { withNodesThere } from '../story/nodes-elsewhere.ts';
import { withRunbooks } from '../story/runbook-entries.ts';

const ALL = [withNodes(EXAMPLE), withRunbooks(EXAMPLE), withNodesThere(EXAMPLE)];
const open = (text: string): string => withoutMfa(text.replaceAll('mfa: true', 'mfa: false'));

function problems(texts: readonly string[], entitlement: string, by: RoleSession['by']) {
  const entries = texts.map((text) => configOf(text).catalog.entitlements.get(entitlement));
  const targets = entries.find((one) => one !== undefined)?.targets ?? [];
  return targets.map((target) => sessionProblem(target, { role: 'Engineer', by, name: 'aiko' }));
}

test.each([
  ['prod-db', 'session', undefined],
  ['prod-db', 'source-identity', undefined],
  ['prod-ops', 'session', 'group'],
  ['prod-shell', 'session', undefined],
  ['prod-shell', 'source-identity', 'source'],
  ['prod-far', 'session', 'elsewhere'],
  ['prod-far-gui', 'source-identity', 'elsewhere'],
  ['prod-window', 'session', 'runbook'],
  ['prod-drain', 'session', undefined],
] as const)('%s by %s: %s', (entitlement, by, expected) => {
  expect(problems(ALL.map(open), entitlement, by)).toEqual([expected]);
});

test.each(['prod-db', 'prod-shell'])('%s with MFA: AWS would never see it', (entitlement) => {
  expect(problems(ALL, entitlement, 'session')).toEqual(['mfa']);
});

test.each([
  [['sts:AssumeRole'], ['sts:AssumeRole', 'sts:SetSourceIdentity']],
  [['sts:Assume*'], ['sts:Assume*', 'sts:SetSourceIdentity']],
  [['sts:*'], ['sts:*']],
  [['s3:GetObject'], ['s3:GetObject']],
])('known by SourceIdentity, %j becomes %j; by session it stays', (actions, expected) => {
  const reach = [{ actions, resources: ['*'] }];
  const target = { kind: 'iam-policy', account: '1', reach, roles: [], mfa: false } as const;
  const session = { role: 'Engineer', name: 'aiko' };
  const bound = withSource(target, { ...session, by: 'source-identity' });
  expect(bound.reach[0]?.actions).toEqual(expected);
  expect(withSource(target, { ...session, by: 'session' })).toBe(target);
});
