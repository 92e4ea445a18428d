/** Shells and tunnels in the file: what is wrong is said with what would be right. */

import { describe, expect, test } from 'vitest';
import { withFleet } from '../story/fleet.ts';
import { withNodesThere } from '../story/nodes-elsewhere.ts';
import { withNodes } from '../story/nodes.ts';
import { configOf, EXAMPLE, problemsOf, warningsOf } from './example.ts';

const NODES = withNodes(EXAMPLE);
const edited = (from: string, to: string): string => {
  expect(NODES).toContain(from);
  return NODES.replaceAll(from, to);
};

test('both kinds are read, and what they lead to is said where it is there twice', () => {
  const { entitlements } = configOf(NODES).catalog;
  expect(entitlements.get('prod-shell')?.targets).toMatchObject([
    { kind: 'ssm-node', nodes: [], tag: { key: 'Role', value: 'bastion' }, mfa: true },
  ]);
  expect(entitlements.get('prod-gui')?.targets).toMatchObject([
    { kind: 'iam-policy' },
    { kind: 'ssm-port-forward', localPort: 8443, opens: 'https://localhost:8443' },
  ]);
  expect(warningsOf(NODES).join()).toContain('leads where a target of entitlement prod-logs');
  expect(warningsOf(NODES)).toHaveLength(warningsOf(EXAMPLE).length + 1);
});

test('an entry may not lead to two nodes by two documents: each would open by both', () => {
  const [opens, SHELL] = ['        opens: https://localhost:8443\n', 'ProdAccess-Shell-60m'];
  const place = '        account: "444455556666"\n        region: ap-northeast-1\n';
  const shell = (tag: string) =>
    edited(
      opens,
      `${opens}      - kind: ssm-node\n${place}        tag: ${tag}\n        document: ${SHELL}\n`,
    );
  expect(problemsOf(shell('Role=batch'))).toEqual([
    expect.stringContaining(`nodes of both would open by ProdAccess-Admin-GUI and by ${SHELL}`),
  ]);
  expect(problemsOf(shell('Role=bastion'))).toEqual([]);
});

describe('nodes of another account', () => {
  const THERE = withNodesThere(EXAMPLE);

  test('are reached through the access role there, by users of the account that is named', () => {
    const role = { account: '111122223333', name: 'prod-access-nodes' };
    const { entitlements } = configOf(THERE).catalog;
    expect(entitlements.get('prod-far')?.targets).toMatchObject([
      { kind: 'ssm-node', account: '444455556666', through: role, roles: [role] },
    ]);
    expect(entitlements.get('prod-far-gui')?.targets).toMatchObject([
      { kind: 'ssm-port-forward', account: '444455556666', through: role, localPort: 8443 },
    ]);
    expect(problemsOf(THERE)).toEqual([]);
  });

  test('are none where both accounts are the same', () => {
    const same = THERE.replaceAll('\n      account: "111122223333"\n      region', OWN);
    const [target] = configOf(same).catalog.entitlements.get('prod-far')?.targets ?? [];
    expect(target).not.toHaveProperty('through');
    expect(target).toMatchObject({ account: '444455556666', roles: [] });
  });
  const OWN = '\n      account: "444455556666"\n      region';

  test('are refused where the bot has no role to end their sessions by', () => {
    const closed = THERE.replace(/\n {4}role: \{ arn: "arn:aws:iam::111122223333.*\}/, '');
    expect(closed).not.toBe(THERE);
    expect(problemsOf(closed).join()).toContain(
      'the nodes are in 111122223333, of which no role is named under accounts',
    );
    const unknown = THERE.replaceAll(
      'user_account: "444455556666"',
      'user_account: "999999999999"',
    );
    expect(problemsOf(unknown).join()).toContain('account 999999999999 is not among the accounts');
  });
});

describe('nodes to pick', () => {
  const FLEET = withFleet(EXAMPLE);

  test('are those with a tag', () => {
    expect(configOf(FLEET).catalog.entitlements.get('prod-fleet')?.targets).toMatchObject([
      { kind: 'ssm-node', nodes: [], tag: { key: 'Env', value: 'prod' }, pick: true },
    ]);
    const listed = FLEET.replace('tag: Env=prod', 'nodes: [i-0123456789abcdef0]');
    expect(problemsOf(listed).join()).toContain('pick needs a tag, which says what to pick from');
  });

  test('are of one list in one entry, since the form asks once', () => {
    const target = (tag: string) =>
      `{ kind: ssm-node, account: "444455556666", region: eu-west-1, tag: ${tag}, pick: true, ` +
      'document: ProdAccess-Shell-60m }';
    const entry = `
  - id: two-lists
    title: Two lists
    targets: [${target('Env=prod')}, ${target('Env=lab')}]
    longest: 1h
    channel: C0APPROVE1
`;
    const text = EXAMPLE.replace('\nrules:\n', `${entry}\nrules:\n`);
    expect(problemsOf(text).join()).toContain('people would pick from two lists');
  });
});

describe('what is wrong', () => {
  test.each([
    ['tag: Role=bastion', 'mfa: true', 'expected either tag or nodes'],
    ['tag: Role=bastion', 'tag: bastion', 'expected a tag as Role=bastion, got "bastion"'],
    ['tag: Role=bastion', 'tag: Role=*', 'expected a tag as Role=bastion'],
    ['tag: Role=bastion', 'nodes: [bastion]', 'expected the id of a node, as i-0123456789abcdef0'],
    ['tag: Role=bastion', 'nodes: []', 'expected at least 1 here'],
    ['region: ap-northeast-1', 'region: tokyo', 'expected a Region such as ap-northeast-1'],
    ['region: ap-northeast-1', 'region: us-gov-west-1', 'it is one of another partition'],
    ['region: ap-northeast-1', 'region: cn-north-1', 'it is one of another partition'],
    [
      'document: ProdAccess-Shell-60m',
      'document: AWS-StartSSHSession',
      'expected the name of a session document, as ProdAccess-Shell-60m',
    ],
    ['local_port: 8443', 'local_port: 443', 'expected'],
    ['local_port: 8443', 'localport: 8443', 'did you mean "local_port"?'],
  ])('%j written as %j', (from, to, said) => {
    expect(problemsOf(edited(from, to)).join('\n')).toContain(said);
  });
});
