/** `prod-access policy import`, as an operator runs it. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approve, got, manual, statements } from '../ops/import-samples.ts';
import { run } from './program.ts';
import { createTown, type Town } from './town.ts';

const AUTO =
  'permit (principal, action == AWS::SSM::Action::"getTokenForInstanceAccess", resource)\n' +
  'when { resource.hasTag("ENV") && resource.getTag("ENV") == "DEV" };\n';

let town: Town;
let folder: string;
beforeAll(async () => {
  town = await createTown();
  folder = join(town.folder, 'move');
  mkdirSync(folder);
  writeFileSync(join(folder, 'auto.json'), got('Auto', 'AutoApprovalPolicy', statements(AUTO)));
  writeFileSync(join(folder, 'shop.json'), got('Shop', 'ManualApprovalPolicy', manual()));
});
afterAll(() => town?.close());

const exec = (...argv: readonly string[]) =>
  run(['policy', 'import', ...argv, '--config', 'prod-access.yml'], { env: town.env, cwd: folder });

test('parts of the configuration are printed alone, statements written beside it', async () => {
  const place = ['--account', '444455556666', '--region', 'ap-northeast-1'];
  const { code, out, err } = await exec('jitna', 'auto.json', 'shop.json', ...place);
  expect(code).toBe(0);
  expect(out).toContain('- { file: "policies/auto.cedar", as: auto-approve, schema: jitna }');
  expect(out).toContain('account: "444455556666"');
  expect(err).toContain('Wrote policies/auto.cedar.');
  expect(err).toContain('replace CHANNEL in what was printed, or give --channel');
  expect(readFileSync(join(folder, 'policies/auto.cedar'), 'utf8')).toBe(AUTO);
});

test('what can be no account, Region or channel is refused, and nothing is made', async () => {
  const place = ['--account', '11112222', '--region', 'Tokyo', '--channel', 'general'];
  const { code, out, err } = await exec('jitna', 'auto.json', ...place, '--out', 'nowhere');
  expect({ code, out }).toEqual({ code: 64, out: '' });
  expect(err.trim().split('\n')).toHaveLength(3);
  expect(existsSync(join(folder, 'nowhere'))).toBe(false);
});

test('what is there is not overwritten unless that is asked for', async () => {
  writeFileSync(join(folder, 'policies/auto.cedar'), '// mine\n');
  const no = await exec('jitna', 'auto.json');
  expect(no).toMatchObject({ code: 64, out: '' });
  expect(no.err).toContain('policies/auto.cedar is there already; overwrite with --force.');
  expect(readFileSync(join(folder, 'policies/auto.cedar'), 'utf8')).toBe('// mine\n');
  expect((await exec('jitna', 'auto.json', '--force')).code).toBe(0);
  expect(readFileSync(join(folder, 'policies/auto.cedar'), 'utf8')).toBe(AUTO);
});

test('a spelling that Cedar does not read is told with the place where to mend it', async () => {
  const text = AUTO.replace('Action::"getTokenForInstanceAccess"', 'getTokenForInstanceAccess');
  writeFileSync(join(folder, 'bare.cedar'), text);
  const { code, err } = await exec('jitna', 'bare.cedar', '--out', 'theirs/aws');
  expect(code).toBe(1);
  expect(err).toMatch(/theirs\/aws\/bare\.cedar:1:30 .* reads only AWS::SSM::Action::"getToken/);
  expect(existsSync(join(folder, 'theirs/aws/bare.cedar'))).toBe(true);
});

test('a change template becomes a rule', async () => {
  const mainSteps = [approve('First', { Approvers: ['ben'] })];
  const content = { schemaVersion: '0.3', executableRunBooks: [], mainSteps };
  writeFileSync(join(folder, 't.json'), got('Restart', 'Automation.ChangeTemplate', content));
  const { code, out, err } = await exec('change-manager', 't.json');
  expect(code).toBe(0);
  expect(out).toContain('for: { tag: change-template, value: restart }');
  expect(err).toContain('Any runbook can be used with it there.');
});

test('no document, no file, a folder elsewhere: nothing is made', async () => {
  writeFileSync(join(folder, 'none.json'), '[]');
  const none = await exec('jitna', 'none.json', 'lost.json', '--out', 'none');
  expect(none).toMatchObject({ code: 78, out: '' });
  expect(none.err).toContain('none.json:1:1 is no document of Systems Manager');
  expect(none.err).toContain('lost.json:1:1 does not exist');
  expect((await exec('jitna', 'auto.json', '--out', '..')).code).toBe(64);
  expect((await exec('jitna')).err).toContain('policy import jitna FILE…');
  expect(existsSync(join(folder, 'none'))).toBe(false);
});
