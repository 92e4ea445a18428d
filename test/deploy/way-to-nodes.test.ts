/** The role through which nodes of another account are reached, asked of two authorizers. */

import { describe, expect, test } from 'vitest';
import { fenceDocument } from '../../adapters/aws/policy-document.ts';
import { ACCESS_ROLE, scopeOf } from '../../src/catalog/access-role.ts';
import { HOUR } from '../../src/kernel/time.ts';
import { decide } from '../stand-ins/aws/authorizer.ts';
import { PRODUCTION, targetStack } from '../story/stacks.ts';
import { iam, NOON, THERE } from './policies.ts';
import { BOUNDARY, documentsOf } from './stacks.ts';
import {
  BASTION,
  BATCH,
  coming,
  GIVEN,
  may,
  node,
  OTHER,
  PINNED,
  ROLE,
  SHELL,
  ssm,
  within,
  type Within,
} from './way-ground.ts';

const without = (key: string) =>
  Object.fromEntries(Object.entries(PINNED).filter(([one]) => one !== key));
const ANYTHING = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:*', Resource: '*' }],
};

describe('the way to nodes of another account', () => {
  test.each(['sts:AssumeRole', 'sts:TagSession'] as const)(
    'is open to a grant until its end: %s',
    async (action) => {
      expect(await may(coming({ action }))).toBe(true);
      expect(await may(coming({ action, atMs: NOON + HOUR - 1_000 }))).toBe(true);
      expect(await may(coming({ action, atMs: NOON + HOUR }))).toBe(false);
    },
  );

  test.each([
    ['no tags', {}],
    ['another node', { ...PINNED, 'node-1': OTHER }],
    ['one node more', { ...PINNED, 'node-3': OTHER }],
    ['one node less', without('node-2')],
    ['another document', { ...PINNED, document: 'ProdAccess-Shell-240m' }],
    ['another scope', { ...PINNED, target: '0123456789ab' }],
    ['no scope', without('target')],
    ['another person', { ...PINNED, person: 'ben.okafor' }],
    ['a tag besides', { ...PINNED, team: 'db' }],
  ])('takes no tags that the grant has not pinned: %s', async (_, tags) => {
    expect(await may(coming({ tags }))).toBe(false);
    if (Object.keys(tags).length === 0) return;
    expect(await may(coming({ tags, action: 'sts:TagSession' }))).toBe(false);
  });

  test('takes nobody in under another name, whatever their account allows them', async () => {
    expect(await may(coming({ name: 'ben.okafor' }))).toBe(false);
    const ben = { user: 'ben.okafor', document: ANYTHING };
    expect(await may(coming(ben))).toBe(false);
    expect(await may(coming({ ...ben, name: 'aiko.sato' }))).toBe(false);
    expect(await may(coming({ user: 'ben.okafor' }))).toBe(false);
  });
});

describe('whoever has come in', () => {
  test.each([BASTION, BATCH])('opens %s by the document, and not without it', async (id) => {
    expect(await may(within('ssm:StartSession', node(id)))).toBe(true);
    const facts = { 'ssm:SessionDocumentAccessCheck': 'false' };
    expect(await may(within('ssm:StartSession', node(id), { facts }))).toBe(false);
  });

  test('opens no other node, and by no other document', async () => {
    expect(await may(within('ssm:StartSession', ssm(`document/${SHELL}`)))).toBe(true);
    for (const resource of [
      node(OTHER),
      node('i-none'),
      ssm('document/ProdAccess-Shell-240m'),
      ssm('document/SSM-SessionManagerRunShell'),
      node(BASTION).replace(BASTION, `${BASTION}0`),
    ]) {
      expect([resource, await may(within('ssm:StartSession', resource))]).toEqual([
        resource,
        false,
      ]);
    }
    const tags = { 'node-1': BASTION };
    expect(await may(within('ssm:StartSession', node(BATCH), { tags }))).toBe(false);
  });

  test('goes on with sessions of their own, and does nothing else', async () => {
    for (const action of ['ssm:ResumeSession', 'ssm:TerminateSession']) {
      const facts = {};
      expect(await may(within(action, ssm('session/aiko.sato-0123'), { facts }))).toBe(true);
      expect(await may(within(action, ssm('session/ben.okafor-0123'), { facts }))).toBe(false);
      const own = ssm('session/AROANODES:aiko.sato-0123');
      expect(await may(within(action, own, { facts }))).toBe(true);
    }
    const channel = ssm('session/aiko.sato-0123');
    expect(await may(within('ssmmessages:OpenDataChannel', channel))).toBe(true);
    expect(await may(within('ssm:SendCommand', node(BASTION), { facts: {} }))).toBe(false);
    const role = iam('role/ProdDbOperator', PRODUCTION);
    expect(decide(within('sts:AssumeRole', role)).allowed).toBe(false);
  });
});

describe('the fence at the role', () => {
  const role = { on: 'role', role: ROLE, userid: '*:aiko.sato', scope: scopeOf(GIVEN) } as const;
  const denials = [{ reach: [{ actions: ['*'], resources: ['*'] }], fromMs: NOON + HOUR }];
  const fence = fenceDocument({ place: role, target: '', generation: 1, denials });
  const late = { fence, atMs: NOON + HOUR };

  test('ends sessions of the role that are open, in the second of the end', async () => {
    const open = (given: Within) => may(within('ssm:StartSession', node(BASTION), given));
    expect(await open({ fence, atMs: NOON + HOUR - 1_000 })).toBe(true);
    expect(await open(late)).toBe(false);
  });

  test('leaves those of colleagues alone, and those of another scope', async () => {
    const open = (given: Within) => may(within('ssm:StartSession', node(BASTION), given));
    const ben = { ...PINNED, person: 'ben.okafor' };
    expect(await open({ ...late, name: 'ben.okafor', tags: ben })).toBe(true);
    expect(await open({ ...late, tags: { ...PINNED, target: '0123456789ab' } })).toBe(true);
  });
});

test('without nodes there is no such role, and its policies fit with room to spare', () => {
  expect(Object.keys(targetStack(['ProdDbOperator'], { Nodes: 'no' }).roles)).toEqual([
    'prod-access',
  ]);
  const [policy] = documentsOf(ACCESS_ROLE, THERE);
  expect(JSON.stringify(policy?.document).length).toBeLessThan(6_144);
  expect(JSON.stringify(THERE.roles[ACCESS_ROLE]?.trust).length).toBeLessThan(2_048);
  expect(THERE.roles[ACCESS_ROLE]).toMatchObject({ boundary: BOUNDARY, inline: {} });
});
