/** AWS Organizations of the stand-in, through the real SDK: accounts and units, page by page. */

import * as Orgs from '@aws-sdk/client-organizations';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { allow, BOT_KEY, createSample, HOME, OWNER_KEY, policy, PROD } from './aws/sample.ts';
import type { Sample } from './aws/sample.ts';

let sample: Sample;
let orgs: Orgs.OrganizationsClient;
beforeEach(async () => {
  sample = await createSample();
  orgs = orgsOf();
  sample.aws.organization.putAccount(PROD, {
    name: 'Production',
    unit: 'Prod',
    tags: { owner: 'db' },
  });
});
afterEach(() => sample.aws.close());

const orgsOf = (credentials: Orgs.OrganizationsClientConfig['credentials'] = OWNER_KEY) =>
  new Orgs.OrganizationsClient({
    endpoint: sample.aws.url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials,
  });
const list = (more: Orgs.ListAccountsCommandInput = {}, client = orgs) =>
  client.send(new Orgs.ListAccountsCommand(more));
const describeAccount = async (AccountId: string) =>
  (await orgs.send(new Orgs.DescribeAccountCommand({ AccountId }))).Account;
const org = () => sample.aws.organization;

describe('accounts', () => {
  test('are those the stand-in was made with, and whatever joins later', async () => {
    org().putAccount('333333333333', { name: 'Payments', email: 'pay@example.com' });
    const { Accounts = [] } = await list();
    expect(Accounts.map(({ Id }) => Id)).toEqual([HOME, PROD, '333333333333']);
    expect(Accounts[2]).toMatchObject({
      Name: 'Payments',
      Email: 'pay@example.com',
      State: 'ACTIVE',
      Arn: expect.stringContaining(`organizations::${HOME}:account/o-`) as string,
    });
  });

  test('come page by page, and a page may be empty though there are more', async () => {
    for (let i = 0; i < 9; i++) org().putAccount(`30000000000${i}`);
    org().knobs.emptyPages = true;
    const [seen, sizes] = [new Set<string | undefined>(), new Array<number>()];
    for await (const page of Orgs.paginateListAccounts({ client: orgs, pageSize: 4 }, {})) {
      sizes.push(page.Accounts?.length ?? -1);
      for (const { Id } of page.Accounts ?? []) seen.add(Id);
    }
    expect(sizes).toEqual([0, 4, 0, 4, 0, 3]);
    expect(seen.size).toBe(11);
    org().knobs.emptyPages = false;
    await expect(list({ MaxResults: 21 })).rejects.toMatchObject({ name: 'InvalidInputException' });
    await expect(list({ NextToken: 'x' })).rejects.toMatchObject({ name: 'InvalidInputException' });
  });

  test('tell the state they are in, and by Status only where AWS is made to', async () => {
    org().suspend(PROD);
    const suspended = await describeAccount(PROD);
    expect(suspended).toMatchObject({ Name: 'Production', State: 'SUSPENDED' });
    expect(suspended?.Status).toBeUndefined();
    org().knobs.tellsStatus = true;
    expect(await describeAccount(PROD)).toMatchObject({ Status: 'SUSPENDED' });
    const unknown = describeAccount('999999999999');
    await expect(unknown).rejects.toMatchObject({ name: 'AccountNotFoundException' });
  });

  test('have tags', async () => {
    const tagsOf = async (ResourceId: string) =>
      (await orgs.send(new Orgs.ListTagsForResourceCommand({ ResourceId }))).Tags;
    expect(await tagsOf(PROD)).toEqual([{ Key: 'owner', Value: 'db' }]);
    expect(await tagsOf(org().putUnit('Prod', { tier: '1' }))).toEqual([
      { Key: 'tier', Value: '1' },
    ]);
    const unknown = tagsOf('999999999999');
    await expect(unknown).rejects.toMatchObject({ name: 'TargetNotFoundException' });
  });
});

test('units are walked from the root down', async () => {
  org().putAccount('333333333333', { unit: 'Prod/Payments' });
  const { Roots = [] } = await orgs.send(new Orgs.ListRootsCommand({}));
  const walk = async (ParentId: string | undefined, path: string): Promise<string[]> => {
    const here = await orgs.send(new Orgs.ListAccountsForParentCommand({ ParentId }));
    const below = await orgs.send(new Orgs.ListOrganizationalUnitsForParentCommand({ ParentId }));
    const deeper = below.OrganizationalUnits ?? [];
    const lists = await Promise.all(deeper.map(({ Id, Name }) => walk(Id, `${path}/${Name}`)));
    return [...(here.Accounts ?? []).map(({ Id }) => `${path} ${Id}`), ...lists.flat()];
  };
  expect(await walk(Roots[0]?.Id, '')).toEqual([
    ` ${HOME}`,
    `/Prod ${PROD}`,
    '/Prod/Payments 333333333333',
  ]);
  const lost = orgs.send(new Orgs.ListAccountsForParentCommand({ ParentId: 'ou-pr0d-00000000' }));
  await expect(lost).rejects.toMatchObject({ name: 'ParentNotFoundException' });
});

test('who may not, or is of an account that is no delegate, lists nothing', async () => {
  const name = 'AccessDeniedException';
  await expect(list({}, orgsOf(BOT_KEY))).rejects.toMatchObject({ name });
  const all = policy(allow('organizations:*', '*'));
  sample.aws.account(HOME).putPolicy('users', 'bot', 'list', all);
  await list({}, orgsOf(BOT_KEY));
  const key = { accessKeyId: 'AKIADANA', secretAccessKey: 'dana-secret' };
  sample.aws.account(PROD).createKey({ ...key, user: 'dana' });
  sample.aws.account(PROD).putPolicy('users', 'dana', 'list', all);
  await expect(list({}, orgsOf(key))).rejects.toMatchObject({ name });
  org().delegate(PROD);
  await list({}, orgsOf(key));
});

test('more calls than AWS takes are refused, after a burst, for a while', async () => {
  const name = 'TooManyRequestsException';
  for (let i = 0; i < 12; i++) await list();
  await expect(list()).rejects.toMatchObject({ name });
  await describeAccount(HOME);
  sample.clock.nowMs += 125;
  await list();
  org().knobs.ratesApply = false;
  for (let i = 0; i < 20; i++) await list();
});
