/** `prod-access explain` where statements speak of what no file has: it says so. */

import { describe, expect, test } from 'vitest';
import { openPolicies } from '../../adapters/registry.ts';
import { configOf, explained } from './explaining.ts';

/** The example, with one statement that forbids. */
const forbidding = (statement: string, change = (text: string) => text) =>
  configOf(
    (text) => `${change(text)}\npolicies:\n  - { file: never.cedar, as: forbid }\n`,
    () => ({ text: statement }),
  );

const SUSPENDED = `forbid(principal, action, resource)
when { context.iam.principalTags.hasTag("suspended") };`;
const OF_NODES = `forbid(principal, action, resource)
when { resource.hasTag("frozen") };`;

const onNodes = (text: string) =>
  text.replace(
    /target:\n {6}# A dated[\s\S]*?mfa: true/,
    `target:
      kind: ssm-node
      account: "444455556666"
      region: us-east-1
      tag: Role=bastion
      document: ProdAccess-Shell-60m`,
  );

describe('explain, of statements about what no file has', () => {
  test('says that what AWS knows of a person was taken for nothing', async () => {
    const config = forbidding(SUSPENDED);
    const policies = await openPolicies(config);
    const { outcome, lines, json } = await explained({}, config, 'en', {}, policies);
    expect(outcome).toBe('allowed');
    expect(lines.at(-1)).toContain('what AWS knows of aiko (tags, attributes, groups)');
    expect(lines.at(-1)).toContain('/prod-access why prod-db');
    expect(JSON.stringify(json)).toContain('taken for nothing');
    const ja = await explained({}, config, 'ja', {}, policies);
    expect(ja.lines.at(-1)).toContain('AWS が持つ aiko の情報');
    const supposed = await explained({}, config, 'en', { attributes: new Map() }, policies);
    expect(supposed.lines.join()).not.toContain('taken for nothing');
  });

  test('says that tags of nodes were not read, of an entry that leads to nodes alone', async () => {
    const config = forbidding(OF_NODES, onNodes);
    const policies = await openPolicies(config);
    const { lines } = await explained({}, config, 'en', {}, policies);
    expect(lines.at(-1)).toContain('tags of nodes, which stand in no file');
    const logs = await explained({ what: 'prod-logs' }, config, 'en', {}, policies);
    expect(logs.lines.join()).not.toContain('tags of nodes');
  });

  test('says nothing of it where no statement speaks of it', async () => {
    const config = forbidding('forbid(principal, action, resource) when { context.hour > 22 };');
    const { lines } = await explained({}, config, 'en', {}, await openPolicies(config));
    expect(lines.join()).not.toContain('Statements speak');
  });
});
