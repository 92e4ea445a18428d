/** Names, reach and trust policies as data. */

import { describe, expect, test } from 'vitest';
import {
  policyName,
  readRolePolicyName,
  readTagKey,
  readUserPolicyName,
  tagKey,
} from '../../../adapters/aws/names.ts';
import { alreadyAllows, reachOf } from '../../../adapters/aws/reach.ts';
import { overlapsPartly } from '../../../src/holding/pairs.ts';
import { forcesSessionName } from '../../../adapters/aws/trust-policy.ts';
import { ROLE_PLACE } from './ground.ts';

const NAME = ['$', '{aws:username}'].join('');
const trust = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const way = (Condition?: object) => ({
  Effect: 'Allow',
  Principal: { AWS: '444455556666' },
  Action: 'sts:AssumeRole',
  ...(Condition ? { Condition } : {}),
});
const named = way({ StringEquals: { 'sts:RoleSessionName': NAME } });

describe('a trust policy forces the session name', () => {
  test('when every way in asks for it', () => {
    expect(forcesSessionName(trust(named))).toBe(true);
    expect(forcesSessionName(trust(named, named))).toBe(true);
  });

  test.each([
    ['one way in does not', trust(named, way())],
    ['the name may be like it', trust(way({ StringLike: { 'sts:RoleSessionName': NAME } }))],
    [
      'another name is allowed beside it',
      trust(way({ StringEquals: { 'sts:RoleSessionName': [NAME, 'x'] } })),
    ],
    [
      'the key may be absent',
      trust(way({ StringEqualsIfExists: { 'sts:RoleSessionName': NAME } })),
    ],
    ['nothing leads in at all', trust({ ...named, Effect: 'Deny' })],
    ['a wildcard leads in without it', trust(named, { ...way(), Action: 'sts:Assume*' })],
    ['any action leads in without it', trust(named, { ...way(), Action: ['s?s:*'] })],
    ['all but something leads in', trust(named, { ...named, NotAction: 'sts:TagSession' })],
  ])('but not when %s', (_, document) => {
    expect(forcesSessionName(document)).toBe(false);
  });
});

describe('names at AWS', () => {
  test.each([
    { kind: 'allow' } as const,
    { kind: 'fence', place: { on: 'user' }, target: 'abcdef012345', generation: 12 } as const,
  ])('lead back to what they name', (id) => {
    const name = policyName('demo01', id, 'AIDAEXAMPLE12345');
    expect(readUserPolicyName(name)).toEqual({ installation: 'demo01', id });
  });

  test('at a role are of one person', () => {
    const id = { kind: 'fence', place: ROLE_PLACE, target: 'abcdef012345', generation: 3 } as const;
    const name = policyName('demo01', id, 'AIDAEXAMPLE12345');
    expect(readRolePolicyName(name, ROLE_PLACE, 'AIDAEXAMPLE12345')?.id).toEqual(id);
    expect(readRolePolicyName(name, ROLE_PLACE, 'AIDAOTHER7654321')).toBeUndefined();
  });

  test.each(['chat', 'Chat', 'EMAIL'])(
    'a group named %s does not take the tag that says whose a user is',
    (group) => {
      expect(tagKey(group).toLowerCase()).not.toMatch(/^prod-access:(chat|email)$/);
      expect(readTagKey(tagKey(group))).toBe(group);
    },
  );

  test('of others are nobody’s of ours', () => {
    expect(readUserPolicyName('prod-access-allow')).toBeUndefined();
    expect(readUserPolicyName('AllowEverything')).toBeUndefined();
    expect(readTagKey('prod-access:chat')).toBeUndefined();
    expect(readTagKey(tagKey('prod-operators'))).toBe('prod-operators');
  });
});

describe('reach', () => {
  const document = (statement: object) => trust({ Effect: 'Allow', ...statement });

  test('is every Allow, its conditions left away', () => {
    const Condition = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
    const read = reachOf([document({ Action: 's3:Get*', Resource: ['a', 'b'], Condition })], 'g');
    expect(read).toEqual({
      ok: true,
      value: [{ actions: ['s3:Get*'], resources: ['a', 'b'] }],
    });
  });

  test('of a document that says nothing is nothing', () => {
    expect(reachOf([{ Version: '2012-10-17' }, { Statement: [] }], 'g')).toEqual(
      expect.objectContaining({ ok: true, value: [] }),
    );
  });

  test('with a policy variable in it cannot be fenced', () => {
    const own = document({ Action: 's3:*', Resource: `arn:aws:s3:::home/${NAME}` });
    expect(reachOf([own], 'g')).toMatchObject({ ok: false, code: 'target-unfenceable' });
  });

  test('that is standing is known by its patterns', () => {
    const standing = document({ Action: 'sts:*', Resource: '*' });
    const wanted = [{ actions: ['sts:AssumeRole'], resources: ['arn:aws:iam::1:role/R'] }];
    expect(alreadyAllows([standing], wanted)).toBe(true);
    const other = document({ Action: 's3:*', Resource: '*' });
    expect(alreadyAllows([other], wanted)).toBe(false);
  });

  test('overlaps partly only where a wildcard makes it so', () => {
    const R = { actions: ['sts:AssumeRole'], resources: ['role/R'] };
    const all = { actions: ['sts:AssumeRole'], resources: ['role/*'] };
    expect(overlapsPartly([R], [R])).toBe(false);
    expect(overlapsPartly([R], [all])).toBe(true);
    expect(overlapsPartly([all], [all])).toBe(false);
  });

  test('is looked at pair by pair: lists may share some', () => {
    const get = { actions: ['s3:Get*'], resources: ['b'] };
    const more = { actions: ['s3:Get*', 's3:Put*'], resources: ['b'] };
    expect(overlapsPartly([get], [more])).toBe(false);
    const object = { actions: ['s3:GetObject', 's3:Put*'], resources: ['b'] };
    expect(overlapsPartly([get], [object])).toBe(true);
  });

  test('that AWS takes for the same and we do not overlaps as well', () => {
    const R = { actions: ['sts:AssumeRole'], resources: ['role/R'] };
    const lower = { actions: ['sts:assumerole'], resources: ['role/R'] };
    expect(overlapsPartly([R], [lower])).toBe(true);
  });

  test('that two share whole, wildcards and all, has one end', () => {
    const both = { actions: ['s3:*', 's3:Get*'], resources: ['b'] };
    expect(overlapsPartly([both], [both])).toBe(false);
    expect(overlapsPartly([both], [{ actions: ['s3:Get*'], resources: ['b'] }])).toBe(true);
  });
});
