/** What a shell or a tunnel is allowed to do, as statements of AWS. */

import { expect, test } from 'vitest';
import { sessionReach, startReach } from '../../src/catalog/session-reach.ts';

const where = {
  account: '444455556666',
  region: 'ap-northeast-1',
  document: 'ProdAccess-Shell-60m',
};
const NODE = 'arn:aws:ec2:ap-northeast-1:444455556666:instance/i-0123456789abcdef0';
const MANAGED = 'arn:aws:ssm:ap-northeast-1:444455556666:managed-instance/mi-0123456789abcdef0';
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

test('what is fenced is the opening of sessions, on the same nodes by the same document', () => {
  const nodes = ['i-0123456789abcdef0'];
  const reach = sessionReach({ ...where, nodes });
  const rest = { roles: [], mfa: true, reach, nodes };
  expect(startReach({ kind: 'ssm-node', ...where, ...rest })).toEqual([
    { actions: ['ssm:StartSession'], resources: [NODE, DOCUMENT] },
  ]);
});
