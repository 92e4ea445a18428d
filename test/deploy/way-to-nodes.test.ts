/** The role through which nodes of another account are reached, asked of two authorizers. */

import { describe, expect, test } from 'vitest';
import { allowDocument, fenceDocument } from '../../adapters/aws/policy-document.ts';
import { ACCESS_ROLE, accessReach, scopeOf, sessionTags } from '../../src/catalog/access-role.ts';
import { HOUR } from '../../src/kernel/time.ts';
import { decide, type Question } from '../stand-ins/aws/authorizer.ts';
import type { ContextFacts } from '../stand-ins/aws/context.ts';
import { PRODUCTION, targetStack } from '../story/stacks.ts';
import { AIKO_ID, CALLERS, iam, NOON, REGION, THERE } from './policies.ts';
import { secondOpinion } from './second-opinion.ts';
import { BOUNDARY, documentsOf } from './stacks.ts';

const [BASTION, BATCH, OTHER] = ['i-0db00000000000001', 'mi-0db00000000000002', 'i-0eb1'];
const SHELL = 'ProdAccess-Shell-60m';
const ROLE = { account: PRODUCTION, name: ACCESS_ROLE };
const GIVEN = { through: ROLE, region: REGION, nodes: [BASTION, BATCH], document: SHELL };
const PINNED = { ...sessionTags(GIVEN), person: 'aiko.sato' };
const WINDOW = { mfa: false, startMs: NOON, endMs: NOON + HOUR };
const GRANT = allowDocument({ windows: [{ ...WINDOW, reach: accessReach(GIVEN) }] });

const boundary = { name: BOUNDARY, document: THERE.policies[BOUNDARY] ?? {} };
const at = (ms: number) => new Date(ms).toISOString().replace('.000', '');
const tagged = (prefix: string, tags: Readonly<Record<string, string>>): ContextFacts =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}/${key}`, value]));

interface Coming {
  readonly tags?: Readonly<Record<string, string>>;
  readonly action?: 'sts:AssumeRole' | 'sts:TagSession';
  readonly user?: string;
  readonly name?: string;
  readonly atMs?: number;
  readonly document?: object;
}

/** Somebody of the users' account asks for a session of the role. */
function coming({ tags = PINNED, action = 'sts:AssumeRole', ...more }: Coming): Question {
  const { user = 'aiko.sato', name = user, atMs = NOON, document = GRANT } = more;
  const keys = Object.keys(tags);
  return {
    principal: iam(`user/${user}`),
    action,
    resource: iam(`role/${ACCESS_ROLE}`, PRODUCTION),
    identityPolicies: [{ name: 'grant', document }],
    boundary: CALLERS.holderOfGrant.boundary,
    resourcePolicy: { name: 'trust', document: THERE.roles[ACCESS_ROLE]?.trust ?? {} },
    context: {
      'aws:username': user,
      'aws:userid': AIKO_ID,
      'aws:CurrentTime': at(atMs),
      ...(action === 'sts:AssumeRole' && { 'sts:RoleSessionName': name }),
      ...tagged('aws:RequestTag', tags),
      ...(keys.length > 0 && { 'aws:TagKeys': keys }),
    },
  };
}

interface Within {
  readonly tags?: Readonly<Record<string, string>>;
  readonly name?: string;
  readonly atMs?: number;
  readonly facts?: ContextFacts;
  readonly fence?: object;
}

/** Whoever has come in does something there. */
function within(action: string, resource: string, given: Within = {}): Question {
  const { tags = PINNED, name = 'aiko.sato', atMs = NOON, facts = CHECKED, fence } = given;
  const fences = fence ? [{ name: 'fence', document: fence }] : [];
  return {
    principal: `arn:aws:sts::${PRODUCTION}:assumed-role/${ACCESS_ROLE}/${name}`,
    action,
    resource,
    identityPolicies: [...documentsOf(ACCESS_ROLE, THERE), ...fences],
    boundary,
    context: {
      'aws:userid': `AROANODES:${name}`,
      'aws:CurrentTime': at(atMs),
      ...tagged('aws:PrincipalTag', tags),
      ...facts,
    },
  };
}

const CHECKED = { 'ssm:SessionDocumentAccessCheck': 'true' };
const node = (id: string) =>
  id.startsWith('mi-')
    ? `arn:aws:ssm:${REGION}:${PRODUCTION}:managed-instance/${id}`
    : `arn:aws:ec2:${REGION}:${PRODUCTION}:instance/${id}`;
const ssm = (what: string) => `arn:aws:ssm:${REGION}:${PRODUCTION}:${what}`;

/** Both have to say the same. */
async function may(question: Question): Promise<boolean> {
  const { allowed } = decide(question);
  // Its resource is in the guide of Session Manager, and not yet in the list of all actions.
  if (question.action === 'ssmmessages:OpenDataChannel') return allowed;
  expect([question.action, question.context, await secondOpinion(question)]).toEqual([
    question.action,
    question.context,
    allowed,
  ]);
  return allowed;
}

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
