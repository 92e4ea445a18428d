/** `prod-access policy import change-manager`: approvers, levels, parameters and runbooks. */

import { describe, expect, test } from 'vitest';
import { importPolicies, importSaid } from '../../src/ops/import-command.ts';
import {
  approve,
  configWith,
  got,
  imported,
  RUNBOOK,
  soundWith,
  uncommented,
} from './import-samples.ts';

const GROUPS = ['requesters', 'ops'];
const line = (approver: string, type: string, minRequiredApprovals: number, more: object = {}) => ({
  approver,
  type,
  minRequiredApprovals,
  ...more,
});
const level = (name: string, Approvers: readonly object[], inputs: object = {}) =>
  approve(name, { ...inputs, EnhancedApprovals: { Approvers } });

const withRunbook = (more: object = {}) =>
  imported(more, { 'r.json': got('ProdAccess-Restart', 'Automation', RUNBOOK) });

const levelsOf = (more: object, groups: readonly string[]) =>
  soundWith(imported(more), groups).rules[0]?.levels;

describe('the levels of a template', () => {
  test('by so many of anybody', () => {
    const lines = [line('Ben', 'IamUser', 0), line('Ops', 'IamGroup', 0)];
    const mainSteps = [level('First', lines, { MinRequiredApprovals: 2 })];
    expect(levelsOf({ mainSteps }, ['requesters', 'ops'])).toMatchObject([
      { name: 'first', mode: 'any', count: 2, from: [{ person: 'ben' }, { group: 'ops' }] },
    ]);
  });

  test('by a number that whoever asks names there: it is told, and to be put', () => {
    const mainSteps = [
      level('First', [line('Ops', 'IamGroup', 0)], { MinRequiredApprovals: '{{ Count }}' }),
    ];
    const said = imported({ mainSteps }).notes.join();
    expect(said).toContain('how many approve is said by whoever asks there ({{ Count }})');
  });

  test('that wait as long as a parameter says: it is told, and what stands in its place', () => {
    const mainSteps = [approve('First', { Approvers: ['Ops'] }, { timeoutSeconds: '{{ Wait }}' })];
    const said = imported({ mainSteps }).notes.join();
    expect(said).toContain('How long it waits is said there by {{ Wait }}; 7d is put here.');
  });

  test('by each of some', () => {
    const mainSteps = [level('First', [line('Ben', 'IamUser', 1), line('Ops', 'IamGroup', 1)])];
    expect(levelsOf({ mainSteps }, ['requesters', 'ops'])).toMatchObject([
      { mode: 'each', count: 2 },
    ]);
  });

  test('by several of one', () => {
    const mainSteps = [level('First', [line('Admin', 'IamRole', 3)])];
    expect(levelsOf({ mainSteps }, ['requesters', 'admin'])).toMatchObject([
      { mode: 'any', count: 3, from: [{ group: 'admin' }] },
    ]);
  });

  test('by both, where the larger number counts', () => {
    const lines = [line('Ben', 'IamUser', 1), line('Ops', 'IamGroup', 1)];
    const mainSteps = [level('First', lines, { MinRequiredApprovals: 3 })];
    expect(levelsOf({ mainSteps }, ['requesters', 'ops'])).toMatchObject([
      { mode: 'all', count: 3, parts: [{ count: 1 }, { count: 1 }, { count: 1 }] },
    ]);
  });

  test('never vanish: whom the requester names there, or nobody, is to be made a group', () => {
    const editable = line('Ops', 'IamGroup', 0, { isEditable: true });
    const mainSteps = [
      level('First', [line('{{ Approver }}', '{{ Type }}', 1)]),
      level('Second', []),
      level('Third', [editable], { NotificationArn: 'arn:aws:sns:us-east-1:444455556666:told' }),
    ];
    const one = imported({ mainSteps });
    const said = one.notes.join('\n');
    expect(said).toContain(
      '{{ Approver }} is named by whoever asks. Here a rule does: make the group',
    );
    expect(said).toContain('Level Second names nobody');
    expect(said).toContain('whoever asks may change its approvers there');
    expect(said).toContain('the topic arn:aws:sns:us-east-1:444455556666:told is not told');
    expect(said).toContain('Nobody counts at two levels here: it takes 3 different people in all.');
    const groups = ['requesters', 'ops', 'approver-of-request', 'second'];
    expect(soundWith(one, groups).rules[0]?.levels).toHaveLength(3);
  });

  test('are put in where there are none, and other steps are told', () => {
    const one = imported({ mainSteps: [{ name: 'Wait', action: 'aws:sleep' }] });
    expect(one.notes.join('\n')).toContain('Not carried over: the step Wait (aws:sleep).');
    expect(one.notes.join('\n')).toContain('a level is put in');
    expect(soundWith(one, ['requesters', 'approvers']).rules[0]?.levels).toHaveLength(1);
  });
});

describe('its runbook', () => {
  test('is an entry in comments, sound once they are taken away', () => {
    const one = withRunbook({ cloudWatchMonitors: { monitors: ['web-errors'] } });
    expect(soundWith(one, GROUPS).catalog.entitlements.size).toBe(3);
    const config = soundWith(uncommented(one), GROUPS);
    const entry = config.catalog.entitlements.get('run-prod-access-restart');
    const parameters = {
      InstanceId: { answer: 'instance-id' },
      Mode: { answer: 'mode' },
      Change: { answer: 'change' },
      Note: { answer: 'note' },
    };
    const work = { document: 'ProdAccess-Restart', version: '3', parameters };
    expect(entry?.targets).toMatchObject([{ alarm: 'web-errors', runs: { form: 'work', work } }]);
    expect(entry?.questions).toMatchObject([
      { id: 'instance-id', label: { en: 'Which server' }, pattern: 'i-[0-9a-f]{8,17}' },
      { id: 'mode', allowed: ['soft', 'hard'] },
      { id: 'change', pattern: 'CHG-[0-9]{4}' },
      { id: 'note', pattern: '[\\w.-]{1,64}' },
    ]);
    expect(entry?.guidance?.en).toContain('Say what is slow.');
    expect(config.rules[0]?.scope).toEqual({
      by: 'tag',
      tag: 'change-template',
      value: 'restart-web',
    });
  });

  test('that no template names is told, with its file', () => {
    const server = got('Acme-RestartServer', 'Automation', RUNBOOK);
    expect(imported({}, { 'server.json': server }).notes).toContain(
      'server.json: no template given here names Acme-RestartServer; not used.',
    );
    expect(withRunbook().notes.join()).not.toContain('not used');
  });

  test('keeps its defaults, and what cannot be asked for as it was is told', () => {
    const said = withRunbook().notes.join('\n');
    expect(said).toContain('Parameter Wait keeps its default');
    expect(said).toContain('Parameter Note does not say which values it takes');
    expect(said).toContain('Not carried over from parameter Note: maxChars.');
  });

  test('whose values are too long for a choice takes no others in their place', () => {
    const values = ['Read', 'Write'].map(
      (one) => `arn:aws:iam::111122223333:role/${one.repeat(12)}`,
    );
    const Role = { type: 'AWS::IAM::Role::Arn', allowedValues: values };
    const { yaml, notes } = imported({ parameters: { Role } });
    expect(yaml).toContain(`allowed: ["${values.join('", "')}"]`);
    expect(yaml).not.toContain('pattern:');
    expect(notes.join()).toContain('Parameter Role takes values of which a choice here takes');
  });

  test('has a name that the bot may start, and a version that stays what it is', () => {
    const executableRunBooks = [
      { name: 'AWS-RestartEC2Instance', version: '$DEFAULT' },
      { name: 'ProdAccess-Restart', version: '3' },
    ];
    const one = imported({ executableRunBooks });
    const said = one.notes.join('\n');
    expect(said).toContain('has to be copied as ProdAccess-RestartEC2Instance');
    expect(said).toContain('is of version $DEFAULT there: pin a number');
    expect(said).toContain('did not come along: its parameters are not known');
    expect(configWith(uncommented(one), ['requesters', 'ops'])).toMatchObject({ ok: false });
    const pinned = { ...one, yaml: one.yaml.replace('VERSION', '1') };
    expect(soundWith(uncommented(pinned), GROUPS).catalog.entitlements.size).toBe(5);
    const copied = imported({ executableRunBooks: [{ name: 'Acme-RestartServer', version: '3' }] });
    expect(copied.yaml).toContain('version: VERSION');
    expect(copied.notes.join()).toContain('of version 3 there: pin a number, that of the copy.');
  });

  test('of more than five parameters, or of any name, is left to the operator', () => {
    const parameters = Object.fromEntries('ABCDEF'.split('').map((name) => [name, {}]));
    expect(imported({ parameters }).notes.join()).toContain('write texts for F');
    expect(imported({ executableRunBooks: [] }).notes.join()).toContain('Any runbook can be used');
  });
});

test('what approves by itself, and whatever nobody here knows, is told', () => {
  const said = imported({ autoApprovable: true, changeWindow: 'night' }).notes.join('\n');
  expect(said).toContain('autoApprovable');
  expect(said).toContain('RestartWeb: Not carried over: changeWindow.');
});

test('what is told has one line each, and nothing that is not shown', () => {
  const one = imported({ ['x\u001b[31m\ny']: 1 });
  for (const said of importSaid(one, ['policies/week.ics'])) expect(said).not.toMatch(/\p{Cc}/u);
});

test('a file that is something else is named', () => {
  const of = (text: string) =>
    importPolicies('change-manager', [{ name: 'a.json', text }], { folder: '' });
  expect(of('schemaVersion: "2.2"\n')).toMatchObject({ ok: false });
  const alone = of(got('ProdAccess-Restart', 'Automation', RUNBOOK));
  expect(JSON.stringify(alone)).toContain('no other document here is one');
});
