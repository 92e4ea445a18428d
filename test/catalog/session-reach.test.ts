/** What a shell or a tunnel is allowed to do, as statements of AWS. */

import { expect, test } from 'vitest';
import {
  fencedReach,
  sessionReach,
  mixes,
  movesTags,
  sharesDocument,
  startReach,
  startsSessions,
} from '../../src/catalog/session-reach.ts';
import { scopeOf } from '../../src/catalog/access-role.ts';
import { type SsmTarget, targetKey } from '../../src/catalog/target.ts';

const where = {
  account: '444455556666',
  region: 'ap-northeast-1',
  document: 'ProdAccess-Shell-60m',
};
const NODE = 'arn:aws:ec2:*:*:instance/i-0123456789abcdef0';
const MANAGED = 'arn:aws:ssm:*:*:managed-instance/mi-0123456789abcdef0';
const DOCUMENT = 'arn:aws:ssm:ap-northeast-1:444455556666:document/ProdAccess-Shell-60m';

test('bound nodes, their document and own sessions stand in one statement', () => {
  const nodes = ['mi-0123456789abcdef0', 'i-0123456789abcdef0'];
  const [only, ...more] = sessionReach({ ...where, nodes });
  expect(more).toEqual([]);
  expect(only?.checksDocument).toBe(true);
  expect(only?.actions).toContain('ssm:StartSession');
  expect(only?.resources.slice(0, 3)).toEqual([NODE, MANAGED, DOCUMENT]);
  expect(only?.resources.slice(3).every((one) => one.includes('{aws:user'))).toBe(true);
});

test('a tag is asked of nodes and never of the document, which has none', () => {
  const tag = { key: 'Role', value: 'bastion' };
  const reach = sessionReach({ ...where, nodes: [], tag });
  const tagged = reach.filter((one) => one.tag);
  expect(tagged.flatMap(({ resources }) => resources).join()).not.toContain('document/');
  const starts = reach.filter(({ actions }) => actions.includes('ssm:StartSession'));
  expect(starts.map((one) => one.checksDocument)).toEqual([true, true]);
});

test('nodes of another account: the way into the role there, with just these tags', () => {
  const through = { account: '111122223333', name: 'prod-access-nodes' };
  const nodes = ['i-0fedcba9876543210', 'i-0123456789abcdef0'];
  const tags = {
    target: scopeOf({ ...where, through, nodes }),
    person: expect.stringContaining('aws:username') as string,
    document: 'ProdAccess-Shell-60m',
    'node-1': 'i-0123456789abcdef0',
    'node-2': 'i-0fedcba9876543210',
  };
  expect(sessionReach({ ...where, through, nodes })).toEqual([
    {
      actions: ['sts:AssumeRole', 'sts:TagSession'],
      resources: ['arn:aws:iam::111122223333:role/prod-access-nodes'],
      sessionTags: tags,
    },
  ]);
});

test('the scope of a session is what it opens, whoever it is for and in whatever order', () => {
  const through = { account: '111122223333', name: 'prod-access-nodes' };
  const scope = (nodes: readonly string[], more = {}) =>
    scopeOf({ ...where, through, nodes, ...more });
  expect(scope(['i-1', 'i-2'])).toBe(scope(['i-2', 'i-1']));
  expect(scope(['i-1'])).toMatch(/^[0-9a-f]{12}$/);
  const others = [
    scope(['i-2']),
    scope(['i-1'], { document: 'x' }),
    scope(['i-1'], { region: 'x' }),
  ];
  expect(others).not.toContain(scope(['i-1']));
});

const START = { actions: ['ssm:StartSession'] };
const some = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `i-${String(at).padStart(17, '0')}`);
const target = (nodes: readonly string[], document = where.document): SsmTarget => ({
  kind: 'ssm-node',
  ...where,
  document,
  nodes,
  reach: sessionReach({ ...where, document, nodes, ...(nodes.length === 0 && { tag: TAG }) }),
  roles: [],
  mfa: true,
});
const TAG = { key: 'Role', value: 'bastion' };

test('what is fenced is the opening of sessions, on the same nodes by the same document', () => {
  const few = target(['i-0123456789abcdef0']);
  expect(startReach(few)).toEqual([{ ...START, resources: [NODE, DOCUMENT] }]);
  expect(fencedReach(few)).toEqual(startReach(few));
});

test.each([
  ['more than four nodes', target(some(5))],
  ['nodes by their tag', target([])],
])('of %s it is the document, which stands for all of them', (_, many) => {
  expect(fencedReach(many)).toEqual([{ ...START, resources: [DOCUMENT] }]);
});

test('many nodes are not held beside others by the same document, and few are', () => {
  const pairs = [
    [some(2), some(3)],
    [some(5), some(1)],
    [some(1), []],
  ] as const;
  expect(pairs.map(([one, other]) => sharesDocument(target(one), target(other)))).toEqual([
    false,
    true,
    true,
  ]);
  expect(sharesDocument(target(some(5)), target(some(1), 'ProdAccess-Shell-15m'))).toBe(false);
});

test.each([
  ['other nodes by another document', target(some(1)), target(['i-9'], 'Other'), true],
  ['some of the nodes by another document', target(some(2)), target(some(1), 'Other'), true],
  ['the same nodes by another document', target(some(2)), target(some(2), 'Other'), false],
  ['the nodes of a tag, by another document', target([]), target([], 'Other'), false],
  ['other nodes by the same document', target(some(1)), target(['i-9']), false],
  ['another Region', target(some(1)), { ...target(['i-9'], 'Other'), region: 'eu-west-1' }, false],
  [
    'an access role',
    target(some(1)),
    { ...target(['i-9'], 'Other'), through: { account: '1', name: 'nodes' } },
    false,
  ],
])('held beside %s, one would open by the document of the other', (_, one, other, does) => {
  expect([mixes(one, other), mixes(other, one)]).toEqual([does, does]);
});

test('how many had a tag is no part of what is given', () => {
  expect(targetKey({ ...target([]), found: 40 })).toBe(targetKey({ ...target([]), found: 41 }));
  expect(targetKey(target(some(1)))).not.toBe(targetKey(target(some(2))));
});

test.each([
  ['ssm:*', '*', true],
  ['ssm:Start*', 'arn:aws:ec2:*:*:instance/i-9', true],
  ['ssm:StartSession', 'arn:aws:ssm:*:444455556666:document/*', true],
  ['ssm:*', 'arn:aws:ssm:*', true],
  ['ssm:*', 'arn:aws:ssm:*:*:parameter/app/*', false],
  ['ssm:Get*', '*', false],
])('%s on %s starts sessions: %s', (action, resource, does) => {
  expect(startsSessions([{ actions: [action], resources: [resource] }])).toBe(does);
});

test.each([
  ['ec2:Create*', '*', true],
  ['ssm:AddTagsToResource', 'arn:aws:ssm:*:*:managed-instance/mi-0', true],
  ['ec2:CreateTags', 'arn:aws:ec2:*:*:volume/*', false],
  ['ssm:*', 'arn:aws:ssm:*:*:parameter/app/*', false],
])('%s on %s moves tags of nodes: %s', (action, resource, does) => {
  expect(movesTags([{ actions: [action], resources: [resource] }])).toBe(does);
});
