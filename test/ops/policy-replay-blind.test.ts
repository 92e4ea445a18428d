/** `prod-access policy replay` where statements speak of what no file has: not told as known. */

import { expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { openPolicies } from '../../adapters/registry.ts';
import { emptyChain, seal } from '../../src/audit/chain.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import { requestId } from '../../src/kernel/brand.ts';
import { DAY, HOUR } from '../../src/kernel/time.ts';
import { decideFrom } from '../../src/ops/policy-desk.ts';
import { replayPolicies } from '../../src/ops/policy-replay.ts';
import type { RecordKey } from '../../src/ports/store.ts';
import { request } from '../case-file/sample.ts';
import { configOf, NOON } from './explaining.ts';

const SHELL = `target:
      kind: ssm-node
      account: "444455556666"
      region: us-east-1
      nodes: [i-0123456789abcdef0]
      document: ProdAccess-Shell-60m`;
const onNodes = (text: string) => text.replace(/target:\n {6}# A dated[\s\S]*?mfa: true/, SHELL);

/** A request for a shell, stored under the rules of the example; then one statement more. */
async function replayed(statement: string) {
  const before = configOf(onNodes);
  const [person] = before.people.listed;
  const entitlement = before.catalog.entitlements.get('prod-db');
  if (!person || !entitlement) throw new Error('The example is another.');
  const durationMs = 2 * HOUR;
  const ask = { person, entitlement, durationMs, atMs: NOON };
  const decision = await decideFrom({ config: before }, ask);
  if (decision.kind !== 'needs-approval') throw new Error('The example is another.');
  const asked = request({
    id: requestId('PA-7K3M2'),
    requester: person,
    beneficiary: person,
    entitlement: 'prod-db',
    targets: entitlement.targets,
    asked: { kind: 'duration', durationMs },
    createdMs: NOON,
  });
  const { file: body, events } = openCase(asked, 'A shell', decision);
  const key: RecordKey = 'case/PA-7K3M2';
  const { head: chain, sealed } = seal(key, emptyChain(key), events);
  const index = { state: 'pending', person: person.key, createdMs: NOON, due: {} };
  const store = createMemoryStore();
  await store.commit({ key, version: 1, body, chain, sealed, index });
  const config = configOf(
    (text) => `${onNodes(text)}\npolicies:\n  - { file: never.cedar, as: forbid }\n`,
    () => ({ text: statement }),
  );
  const files = { config, policies: await openPolicies(config) };
  return (await replayPolicies(files, store, NOON - DAY)).lines.join('\n');
}

test('what AWS knows of people is said to be taken for nothing', async () => {
  const said = await replayed(`forbid(principal, action, resource)
when { context.iam.principalTags.hasTag("suspended") };`);
  expect(said).toContain('1 as before.');
  expect(said).toContain('nobody was asked: what --suppose does not say was taken for nothing.');
});

test('tags of nodes are not known, and nobody is said to be refused for it', async () => {
  const said = await replayed(`forbid(principal, action, resource)
when { resource.hasTag("frozen") };`);
  expect(said).toContain('not known: no file says which tags i-0123456789abcdef0 has');
  expect(said).toContain(': 1 not known.');
});

test('nothing is said of it where no statement speaks of it', async () => {
  const said = await replayed(`forbid(principal, action, resource)
when { context.breakGlass };`);
  expect(said).toBe('1 request since 2026-11-29: 1 as before.');
});
