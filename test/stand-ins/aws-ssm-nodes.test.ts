/** Nodes of Systems Manager through the real SDK: who is there, and found by which tags. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as SSM from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { allow, BOT_KEY, createSample, HOME, PROD, policy } from './aws/sample.ts';
import {
  createSsmSample,
  DB,
  LOST,
  MACHINE,
  REGION,
  type SsmSample,
  ssmOf,
  WEB,
} from './aws/ssm-sample.ts';

let sample: SsmSample;
beforeEach(async () => {
  sample = await createSsmSample();
});
afterEach(() => sample.aws.close());

const list = (more: SSM.DescribeInstanceInformationRequest = {}, client = sample.ssm) =>
  client.send(new SSM.DescribeInstanceInformationCommand(more));
const ids = async (more: SSM.DescribeInstanceInformationRequest = {}) =>
  (await list(more)).InstanceInformationList?.map(({ InstanceId }) => InstanceId);
const by = (Key: string, ...Values: string[]) => ({ Filters: [{ Key, Values }] });
const tagsOf = (ResourceId: string) =>
  sample.ssm.send(
    new SSM.ListTagsForResourceCommand({ ResourceType: 'ManagedInstance', ResourceId }),
  );

describe('nodes are listed', () => {
  test('with what their agents say, and with a name only outside EC2', async () => {
    const { InstanceInformationList = [] } = await list();
    expect(InstanceInformationList).toMatchObject([
      { InstanceId: DB, PingStatus: 'Online', PlatformType: 'Linux', ResourceType: 'EC2Instance' },
      { InstanceId: LOST, PingStatus: 'ConnectionLost' },
      { InstanceId: WEB },
      { InstanceId: MACHINE, Name: 'rack-1', ResourceType: 'ManagedInstance' },
    ]);
    expect(InstanceInformationList[0]).not.toHaveProperty('Name');
  });

  test('by tag, by tag key, by id and by state', async () => {
    expect(await ids(by('tag:app', 'db'))).toEqual([DB, LOST, MACHINE]);
    expect(await ids(by('tag:app', 'db', 'web'))).toHaveLength(4);
    expect(await ids(by('tag-key', 'env'))).toEqual([DB]);
    expect(await ids(by('InstanceIds', WEB))).toEqual([WEB]);
    expect(await ids(by('PingStatus', 'ConnectionLost'))).toEqual([LOST]);
  });

  test('by tags, or by something else, but not by both', async () => {
    const [tag] = by('tag:app', 'db').Filters;
    const [state] = by('PingStatus', 'Online').Filters;
    const both = list({ Filters: [tag, state].flatMap((one) => one ?? []) });
    await expect(both).rejects.toMatchObject({ name: 'InvalidInstanceInformationFilterValue' });
    await expect(list(by('Color', 'red'))).rejects.toMatchObject({ name: 'InvalidFilterKey' });
  });

  test('in pages of five to fifty', async () => {
    for (const MaxResults of [4, 51]) {
      await expect(list({ MaxResults })).rejects.toMatchObject({ name: 'ValidationException' });
    }
    const NextToken = 'guessed';
    await expect(list({ NextToken })).rejects.toMatchObject({ name: 'InvalidNextToken' });
  });

  test('of one account and Region, to who may list them', async () => {
    const elsewhere = ssmOf(sample.aws, undefined, 'us-east-1');
    expect((await list({}, elsewhere)).InstanceInformationList).toEqual([]);
    const bot = ssmOf(sample.aws, BOT_KEY);
    await expect(list({}, bot)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const may = policy(allow('ssm:DescribeInstanceInformation', '*'));
    sample.aws.account(HOME).putPolicy('users', 'bot', 'list', may);
    expect((await list({}, bot)).InstanceInformationList).toHaveLength(4);
  });
});

test('twenty thousand nodes are read page by page, each of them once', async () => {
  const numbers = Array.from({ length: 20_000 }, (_, i) => i);
  const idOf = (i: number) => `i-${String((i * 7_919) % 20_000).padStart(17, '0')}`;
  const nodes = Object.fromEntries(
    numbers.map((i) => [idOf(i), { tags: { tier: i % 2 ? 'odd' : 'even' } }]),
  );
  const many = await createSample({
    accounts: { [HOME]: { ...OWNED, ssm: { [REGION]: { nodes } } } },
  });
  const client = ssmOf(many.aws);
  const seen = new Set<string>();
  let pages = 0;
  const query = { client, pageSize: 50 };
  for await (const page of SSM.paginateDescribeInstanceInformation(query, by('tag:tier', 'odd'))) {
    pages += 1;
    for (const { InstanceId = '' } of page.InstanceInformationList ?? []) seen.add(InstanceId);
  }
  expect([seen.size, pages]).toEqual([10_000, 400]);
  await many.aws.close();
});

test('nodes that come and go between two pages hide no other', async () => {
  const region = sample.aws.ssm.region(HOME, REGION);
  for (let i = 0; i < 8; i++) region.putNode(`i-1000000000000000${i}`);
  const read = async (NextToken?: string) => {
    const page = await list({ MaxResults: 5, NextToken });
    const seen = page.InstanceInformationList?.map(({ InstanceId = '' }) => InstanceId) ?? [];
    return { seen, next: page.NextToken };
  };
  const first = await read();
  region.putNode('i-00000000000000001');
  region.putNode('i-10000000000000002a');
  const second = await read(first.next);
  region.removeNode(DB);
  const third = await read(second.next);
  const all = [...first.seen, ...second.seen, ...third.seen];
  expect(new Set(all).size).toBe(all.length);
  expect(all).toHaveLength(13);
  expect(all).toContain('i-10000000000000002a');
  expect(third.next).toBeUndefined();
});

test('whether a node is connected is asked for one, and unknown ones are not', async () => {
  const ask = async (Target: string) =>
    (await sample.ssm.send(new SSM.GetConnectionStatusCommand({ Target }))).Status;
  expect(await ask(DB)).toBe('connected');
  expect(await ask(LOST)).toBe('notconnected');
  expect(await ask('i-00000000000000000')).toBe('notconnected');
  sample.aws.ssm.region(HOME, REGION).putNode(LOST, { ping: 'Online' });
  expect(await ask(LOST)).toBe('connected');
  expect(await ids(by('tag:app', 'db'))).toContain(LOST);
});

describe('tags', () => {
  test('of a machine outside EC2 are written here', async () => {
    const resource = { ResourceType: 'ManagedInstance', ResourceId: MACHINE } as const;
    const Tags = [{ Key: 'env', Value: 'prod' }];
    await sample.ssm.send(new SSM.AddTagsToResourceCommand({ ...resource, Tags }));
    expect(await ids(by('tag:env', 'prod'))).toEqual([DB, MACHINE]);
    const TagKeys = ['app'];
    await sample.ssm.send(new SSM.RemoveTagsFromResourceCommand({ ...resource, TagKeys }));
    expect((await tagsOf(MACHINE)).TagList).toEqual(Tags);
  });

  test('of an instance are those of EC2', async () => {
    await expect(tagsOf(DB)).rejects.toMatchObject({ name: 'InvalidResourceId' });
  });
});

test('a seeded node that is gone stays gone, and an older state gets its seeds', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aws-ssm-'));
  const persistPath = join(folder, 'aws.json');
  const seeded = { ...OWNED, ssm: { [REGION]: { nodes: { [DB]: {}, [WEB]: {} } } } };
  const start = () => createSample({ persistPath, accounts: { [HOME]: seeded } });
  const first = await start();
  first.aws.ssm.region(HOME, REGION).removeNode(DB);
  await first.aws.close();
  const second = await start();
  expect(second.aws.ssm.region(HOME, REGION).node(DB)).toBeUndefined();
  expect(second.aws.ssm.region(HOME, REGION).node(WEB)).toBeDefined();
  const { ssm: _, ...older } = second.aws.snapshot();
  await second.aws.close();
  writeFileSync(persistPath, JSON.stringify(older));
  const third = await start();
  expect(third.aws.ssm.region(HOME, REGION).node(DB)).toBeDefined();
  await third.aws.close();
  rmSync(folder, { recursive: true });
});

test('nobody starts a session into another account', () => {
  sample.aws.ssm.region(PROD, REGION).putNode(DB, { tags: { app: 'db' } });
  const asked = { account: PROD, region: REGION, node: DB, user: 'aiko' };
  expect(sample.aws.mayStartSession(asked).allowed).toBe(false);
});

const OWNED = {
  users: { owner: {} },
  keys: [{ accessKeyId: 'AKIAOWNER', secretAccessKey: 'owner-secret', user: 'owner', root: true }],
};
