/** `prod-access policy import jitna`: what AWS's approval policies say is what ours say then. */

import { describe, expect, test } from 'vitest';
import { importPolicies } from '../../src/ops/import-command.ts';
import { approve, configWith, got, importOf, manual, soundWith } from './import-samples.ts';

const GROUPS = ['requesters', 'sso-group-0123456789ab', 'approvers'];

const shop = (more: object = {}) =>
  importOf('jitna', { 'shop.json': got('Shop', 'ManualApprovalPolicy', manual(more)) });

function problemsIn(name: string, text: string): string {
  const answer = importPolicies('jitna', [{ name, text }], { folder: '' });
  if (answer.ok) throw new Error('It was imported.');
  return answer.problems.map(({ file, message }) => `${file} ${message}`).join('\n');
}

describe('a manual policy', () => {
  test('is a rule for each of its tags, which are alternatives, and an entry for its nodes', () => {
    const config = soundWith(shop(), GROUPS);
    expect(config.rules.slice(0, 2)).toMatchObject([
      { id: 'shop', scope: { by: 'tag', tag: 'node-workload', value: 'Shop' } },
      { id: 'shop-2', scope: { by: 'tag', tag: 'node-workload', value: 'Billing' } },
    ]);
    expect(config.rules[0]).toMatchObject({ lapseMs: 7 * 86_400_000, maxMs: 8 * 3_600_000 });
    expect(config.rules[0]?.levels).toMatchObject([{ name: 'team-leads', mode: 'any', count: 2 }]);
    const entry = config.catalog.entitlements.get('nodes-workload-shop');
    expect(entry?.targets).toMatchObject([
      { kind: 'jitna', region: 'ap-northeast-1', tag: { key: 'Workload', value: 'Shop' } },
    ]);
  });

  test('names its approvers as the operator has to make them, and says which cannot be', () => {
    const said = shop().notes.join('\n');
    expect(said).toContain(
      'arn:aws:iam::444455556666:role/Approvers is no person here: make a group',
    );
    expect(said).toContain('sso-group-0123456789ab: { identity_center_group: NAME }');
    expect(said).toContain('Not carried over from Shop: accessTokenRole.');
    expect(configWith(shop(), ['requesters'])).toMatchObject({ ok: false });
  });

  test('of levels waits for them in sequence, and as long as the most impatient', () => {
    const user = (approver: string) => ({ Approvers: [{ approver, type: 'IamUser' }] });
    const mainSteps = [
      approve('First', { EnhancedApprovals: user('ben') }, { timeoutSeconds: 3600 }),
      approve('Second', { EnhancedApprovals: user('chie') }, { timeoutSeconds: 2_592_000 }),
    ];
    const imported = shop({ mainSteps });
    const [rule] = soundWith(imported, ['requesters']).rules;
    expect(rule?.levels.map(({ name, count }) => [name, count])).toEqual([
      ['first', 1],
      ['second', 1],
    ]);
    expect(rule?.lapseMs).toBe(3_600_000);
    const said = imported.notes.join('\n');
    expect(said).toContain('it takes 2 different people in all');
    expect(said).toContain('waits more than 7 days');
  });

  test('for all nodes is for one entry, and speaks for no other of the file', () => {
    const imported = shop({
      targets: [{ Key: 'InstanceIds', Values: ['*'] }],
      accessDuration: 86_400,
    });
    const config = soundWith(imported, GROUPS);
    expect(config.rules[0]?.scope).toEqual({ by: 'id', entitlements: ['nodes-all'] });
    const entry = config.catalog.entitlements.get('nodes-all');
    expect(entry).toMatchObject({ maxMs: 86_400_000, targets: [{ kind: 'jitna', nodes: [] }] });
  });

  test('for the same nodes as another one asks for both, and says so', () => {
    const mainSteps = [
      approve('Leads', { Approvers: ['arn:aws:iam::444455556666:role/Approvers'] }),
    ];
    const one = got('Shop', 'ManualApprovalPolicy', manual());
    const other = got('Till', 'ManualApprovalPolicy', manual({ mainSteps }));
    const imported = importOf('jitna', { 'a.json': one, 'b.json': other });
    expect(soundWith(imported, GROUPS).catalog.entitlements.size).toBe(3 + 2);
    expect(imported.notes.join()).toContain(
      'Shop and Till are for the same nodes, where AWS fails',
    );
  });

  test('whose nodes cannot be named is no entry, and what it had besides is told', () => {
    const targets = [
      { Key: 'resource-groups:Name', Values: ['shops'] },
      { Key: 'tag:A', Values: ['a*'] },
    ];
    const imported = shop({ targets, rollback: true });
    expect(imported.yaml).not.toContain('entitlements:');
    const said = imported.notes.join('\n');
    expect(said).toContain('Shop: nodes by resource-groups:Name=shops cannot be named here');
    expect(said).toContain('Shop: nodes by tag:A=a* cannot be named here');
    expect(said).toContain('accessTokenRole, rollback');
  });

  test('in YAML says the same, and where it is has to be said by the operator', () => {
    const yaml =
      'schemaVersion: "0.3"\naccessDuration: 3600\ntargets: [{ Key: tag:A, Values: [b] }]\n' +
      'mainSteps:\n  - { name: One, action: "aws:approve", inputs: { Approvers: [ben] } }\n';
    const imported = importOf('jitna', { 'my-policy.yaml': yaml }, {});
    expect(imported.yaml).toContain('- id: my-policy\n');
    expect(imported.yaml).toContain('channel: CHANNEL');
    expect(imported.notes.join()).toContain('--account, --region, --channel');
    expect(configWith(imported, ['requesters'])).toMatchObject({ ok: false });
  });
});

describe('what is none of these', () => {
  const NO_STEP = 'has no step aws:approve, so nobody would approve';
  test.each([
    ['', 'is empty'],
    ['- a\n- b\n', 'is no document of Systems Manager'],
    ['a: [', 'a.json'],
    ['schemaVersion: "2.2"\n', 'is another document, not an auto-approval, deny-access or manual'],
    [got('Shell', 'Session', { schemaVersion: '1.0' }), 'is a document of type Session, not'],
    [got('T', 'Automation.ChangeTemplate', {}), 'policy import change-manager'],
    [got('Nobody', 'ManualApprovalPolicy', manual({ mainSteps: [] })), NO_STEP],
    [JSON.stringify(manual({ mainSteps: [] })), NO_STEP],
    [got('Broken', 'ManualApprovalPolicy', '{ "a": '), 'a.json (Content)'],
  ])('%j is named', (text, said) => expect(problemsIn('a.json', text)).toContain(said));
});

test('names that would break out of the file stay within it', () => {
  const evil = 'x"\n  - id: mine\n    for: all # \u001b[31m';
  const Approvers = [
    { approver: evil, type: 'IamRole' },
    { approver: evil, type: 'SSOGroup' },
  ];
  const mainSteps = [approve(evil, { EnhancedApprovals: { Approvers } })];
  const text = got(evil, 'ManualApprovalPolicy', manual({ mainSteps, [evil]: 1 }));
  const imported = importOf('jitna', { 'evil.json': text });
  expect(imported.yaml).not.toMatch(/^ {2}- id: mine/m);
  expect(imported.yaml).not.toContain('\u001b');
});
