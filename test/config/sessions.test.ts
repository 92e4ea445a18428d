/** Shells and tunnels in the file: what is wrong is said with what would be right. */

import { describe, expect, test } from 'vitest';
import { withFleet } from '../story/fleet.ts';
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
