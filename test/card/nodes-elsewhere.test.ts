/** Nodes of another account, as their holder is told how to come to them. */

import { describe, expect, test } from 'vitest';
import { plainLine } from '../../src/card/line.ts';
import { noticeFor } from '../../src/card/notices.ts';
import { ACCESS_ROLE, accessReach, scopeOf } from '../../src/catalog/access-role.ts';
import type { SsmTarget } from '../../src/catalog/target.ts';
import type { Reader } from '../../src/kernel/person.ts';
import { active, EN, JA, view } from './case-story.ts';

const through = { account: '111122223333', name: ACCESS_ROLE };
const nodes = ['i-0123456789abcdef0', 'mi-0123456789abcdef1'];
const OPENED = { through, region: 'ap-northeast-1', nodes, document: 'ProdAccess-Shell-60m' };
const SHELL: SsmTarget = {
  kind: 'ssm-node',
  account: '444455556666',
  ...OPENED,
  reach: accessReach(OPENED),
  roles: [through],
  mfa: true,
};
const TUNNEL: SsmTarget = { ...SHELL, kind: 'ssm-port-forward', localPort: 8443, mfa: false };

function lines(target: SsmTarget, reader: Reader): readonly string[] {
  const file = active();
  const told = { ...file, request: { ...file.request, targets: [target] } };
  return noticeFor('active', view(told, '18:10', reader)).lines.map((line) =>
    plainLine(line, reader),
  );
}

const KEYS =
  `aws sts assume-role --role-arn arn:aws:iam::111122223333:role/${ACCESS_ROLE} ` +
  `--role-session-name aiko.sato --tags Key=target,Value=${scopeOf(OPENED)} ` +
  'Key=person,Value=aiko.sato Key=document,Value=ProdAccess-Shell-60m ' +
  'Key=node-1,Value=i-0123456789abcdef0 Key=node-2,Value=mi-0123456789abcdef1';

describe('how to come to nodes of another account', () => {
  test('keys first, with all the tags, then a session on each, and no link', () => {
    const start = 'aws ssm start-session --region ap-northeast-1 --target';
    const by = '--document-name ProdAccess-Shell-60m --reason';
    expect(lines(SHELL, EN).slice(-4)).toEqual([
      `Keys, for an hour: ${KEYS}. Set its three values in your environment.`,
      'It asks for MFA: add --serial-number and --token-code to the command for the keys.',
      expect.stringContaining(`Shell: ${start} i-0123456789abcdef0 ${by}`),
      expect.stringContaining(`Shell: ${start} mi-0123456789abcdef1 ${by}`),
    ]);
    expect(lines(SHELL, EN).join()).not.toContain('https://');
  });

  test('the same in Japanese, and nothing of MFA where none is asked for', () => {
    const said = lines(TUNNEL, JA).join('\n');
    expect(said).toContain(`1時間有効なキー：${KEYS}`);
    expect(lines(SHELL, JA).join('\n')).toContain('キーを得るコマンドに --serial-number');
    expect(said).not.toContain('--serial-number');
    expect(said).toContain('localPortNumber=8443');
  });
});
