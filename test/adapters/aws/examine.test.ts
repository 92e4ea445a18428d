/** What an examination finds in accounts on the wire: who passes us by, and what has no end. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HOUR, isoSeconds } from '../../../src/kernel/time.ts';
import { allow, policy, trust } from '../../process/tidy.ts';
import { GUI, REGION, SHELL } from '../../story/nodes.ts';
import { JUMP, PRODUCTION } from '../../story/seed.ts';
import { createExamined, type ExaminedGround, sound } from './examined.ts';
import { NOON, OPERATOR } from './ground.ts';

let ground: ExaminedGround;
beforeEach(async () => {
  ground = await createExamined();
});
afterEach(() => ground.aws.close());

const jump = () => ground.aws.account(JUMP);
const assume = allow('sts:AssumeRole', OPERATOR);
const until = (atMs: number) => ({ DateLessThan: { 'aws:CurrentTime': isoSeconds(atMs) } });
const dated = (atMs: number) =>
  policy({ Effect: 'Allow', Action: '*', Resource: '*', Condition: until(atMs) });
const onNodes = (value: string) =>
  policy({
    Effect: 'Allow',
    Action: 'ssm:StartSession',
    Resource: '*',
    Condition: { StringEquals: { 'ssm:resourceTag/Role': value } },
  });

test('accounts that are as they should be have no weakness', async () => {
  expect(await ground.found()).toEqual([]);
});

describe('who reaches production without asking', () => {
  test('by a policy of a group is found once, with everybody in the group', async () => {
    jump().createGroup('admins', { inline: { all: allow('*') } });
    for (const user of ['aiko.sato', 'mallory.kane']) jump().join(user, 'admins');
    const found = await ground.found();
    expect(found).toMatchObject([
      {
        kind: 'standing-access',
        account: JUMP,
        policy: { of: 'group', owner: 'admins' },
        name: 'all',
        users: ['aiko.sato', 'mallory.kane'],
      },
    ]);
    const gives = found.flatMap((one) => (one.kind === 'standing-access' ? one.gives : []));
    expect(gives).toContain(`sts:AssumeRole on ${OPERATOR}`);
    expect(gives).toContain('ssm:StartSession on nodes with Role=bastion');
  });

  test('by a managed policy is found once for all who have it', async () => {
    jump().seed({ policies: { nodes: onNodes('bastion') } });
    for (const user of ['ben.okafor', 'chie.mori']) jump().attachPolicy('users', user, 'nodes');
    expect(await ground.found()).toMatchObject([
      {
        kind: 'standing-access',
        policy: { of: 'users' },
        name: 'nodes',
        users: ['ben.okafor', 'chie.mori'],
        gives: ['ssm:StartSession on nodes with Role=bastion'],
      },
    ]);
  });

  test.each([
    ['nodes of another tag', onNodes('batch')],
    ['a date that is over', dated(NOON - HOUR)],
    ['another role', allow('sts:AssumeRole', `arn:aws:iam::${PRODUCTION}:role/Auditor`)],
    [
      'everything but our roles and sessions',
      policy({ Effect: 'Allow', NotAction: ['sts:*', 'ssm:*'], Resource: '*' }),
    ],
  ])('is nobody whose policy leads to %s', async (_, document) => {
    jump().putPolicy('users', 'mallory.kane', 'by-hand', document);
    expect(await ground.found()).toEqual([]);
  });

  test('is nobody whom a policy denies it for good; a Deny with a date does not', async () => {
    jump().putPolicy('users', 'mallory.kane', 'by-hand', assume);
    const no = { Effect: 'Deny', Action: 'sts:Assume*', Resource: '*' };
    jump().putPolicy('users', 'mallory.kane', 'never', policy(no));
    expect(await ground.found()).toEqual([]);
    const later = { DateGreaterThan: { 'aws:CurrentTime': isoSeconds(NOON + HOUR) } };
    jump().putPolicy('users', 'mallory.kane', 'never', policy({ ...no, Condition: later }));
    expect(await ground.found()).toMatchObject([{ kind: 'standing-access', name: 'by-hand' }]);
  });

  test('is not who was let in by us; but our mark alone hides nothing', async () => {
    const ours = 'prod-access-demo01-allow';
    jump().putPolicy('users', 'aiko.sato', ours, dated(NOON + HOUR));
    expect(await ground.found()).toEqual([]);
    jump().putPolicy('users', 'aiko.sato', ours, assume);
    expect(await ground.found()).toMatchObject([{ kind: 'standing-access', name: ours }]);
  });

  test('is a member of a catalogued group whom no mark of ours explains', async () => {
    for (const user of ['aiko.sato', 'ben.okafor', 'mallory.kane']) {
      jump().join(user, 'prod-operators');
    }
    jump().tag('aiko.sato', { 'prod-access:prod-operators': 'demo01 2026-11-24T13:00:00Z' });
    jump().tag('ben.okafor', { 'prod-access:prod-operators': 'other1 2026-11-24T13:00:00Z' });
    const member = { kind: 'unleased-member', account: JUMP, group: 'prod-operators' };
    expect(await ground.found()).toEqual([
      { ...member, user: 'ben.okafor' },
      { ...member, user: 'mallory.kane' },
    ]);
  });
});

test('a group that the catalogue spells in another case is the one it is', async () => {
  await ground.aws.close();
  ground = await createExamined(sound(), (text) =>
    text.replace('group: prod-operators', 'group: Prod-Operators'),
  );
  jump().join('ben.okafor', 'prod-operators');
  const kinds = (await ground.found()).map(({ kind }) => kind);
  expect(kinds).toEqual(['unleased-member']);
});

describe('what has no end, or no bounds', () => {
  test('is a holder without a boundary, and nobody who holds nothing', async () => {
    jump().createUser('robot');
    jump().setBoundary('ben.okafor', undefined);
    const found = { kind: 'no-boundary', account: JUMP, user: 'ben.okafor' };
    expect(await ground.found()).toEqual([found]);
  });

  test('is also a holder whom a tag maps, where tags are believed', async () => {
    await ground.aws.close();
    ground = await createExamined(sound(), (text) => text.replace('_tags: false', '_tags: true'));
    jump().createUser('robot', { tags: { 'prod-access:chat': 'slack:T0PRODDEMO:U0ROBOT001' } });
    jump().createUser('other', { tags: { team: 'db' } });
    expect(await ground.found()).toMatchObject([{ kind: 'no-boundary', user: 'robot' }]);
  });

  test('is a role whose sessions are not named or last long, or that is not there', async () => {
    const production = ground.aws.account(PRODUCTION);
    production.setTrust('ProdLogReader', trust());
    const { trust: named } = production.role('ProdOperator') ?? { trust: '' };
    production.createRole('ProdOperator', { trust: named, maxSessionSeconds: 7_200 });
    production.deleteRole('ProdDbOperator');
    const open = { kind: 'role-open', account: PRODUCTION };
    expect(await ground.found()).toEqual([
      { kind: 'role-missing', account: PRODUCTION, role: 'ProdDbOperator' },
      { ...open, role: 'ProdLogReader', isNamed: false, maxSessionMs: HOUR },
      { ...open, role: 'ProdOperator', isNamed: true, maxSessionMs: 2 * HOUR },
    ]);
  });

  test('is a session document without its longest time, or with a port to choose', async () => {
    const region = ground.aws.ssm.region(JUMP, REGION);
    region.putDocument(SHELL, { schemaVersion: '1.0', sessionType: 'Standard_Stream', inputs: {} });
    region.putDocument(GUI, {
      schemaVersion: '1.0',
      sessionType: 'Port',
      parameters: { port: { type: 'String' } },
      properties: { type: 'LocalPortForwarding', portNumber: '{{ port }}' },
    });
    const found = await ground.found();
    const unfit = { kind: 'document-unfit', account: JUMP, region: REGION };
    expect(found).toHaveLength(2);
    expect(found).toMatchObject([
      { ...unfit, document: SHELL, problem: 'endless' },
      { ...unfit, document: GUI, problem: 'not-pinned' },
    ]);
  });

  test('is a tunnel whose host is for its holder to choose, though its port is not', async () => {
    ground.aws.ssm.region(JUMP, REGION).putDocument(GUI, {
      schemaVersion: '1.0',
      sessionType: 'Port',
      parameters: { host: { type: 'String', default: 'admin.internal' } },
      properties: { type: 'LocalPortForwarding', host: '{{ host }}', portNumber: '443' },
    });
    const unfit = { kind: 'document-unfit', account: JUMP, document: GUI, problem: 'not-pinned' };
    expect(await ground.found()).toMatchObject([unfit]);
  });

  test('is a tunnel that does not let its holder say where it begins', async () => {
    const properties = { type: 'LocalPortForwarding', host: 'admin.internal', portNumber: '443' };
    const document = { schemaVersion: '1.0', sessionType: 'Port', properties };
    ground.aws.ssm.region(JUMP, REGION).putDocument(GUI, document);
    expect(await ground.found()).toMatchObject([{ document: GUI, problem: 'no-local-port' }]);
  });

  test('is a bot that could make users or open sessions', async () => {
    jump().putPolicy('users', 'prod-access', 'more', allow(['iam:Create*', 'ssm:StartSession']));
    const found = await ground.found();
    expect(found.find(({ kind }) => kind === 'bot-too-strong')).toEqual({
      kind: 'bot-too-strong',
      account: JUMP,
      who: `arn:aws:iam::${JUMP}:user/prod-access`,
      actions: ['iam:CreateUser', 'iam:CreateAccessKey', 'ssm:StartSession'],
    });
    // It opens them like anybody else.
    expect(found.some(({ kind }) => kind === 'standing-access')).toBe(true);
  });
});
