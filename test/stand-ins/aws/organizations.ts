/** AWS Organizations of the stand-in, over JSON 1.1: accounts and units, listed and described. */

import type { RequireDelegated } from './delegated.ts';
import type { Dialect } from './dialect.ts';
import { AwsFault } from './fault.ts';
import type { History } from './history.ts';
import { createJsonDialect, type JsonCall } from './json-dialect.ts';
import { gappedPage, type OrganizationKnobs, RATES } from './organizations-pages.ts';
import { type Org, type OrgAccount, orgArn, ROOT, type Unit } from './organization-state.ts';
import { drawTags, requiredText, seconds } from './ssm-call.ts';
import { createTokenBuckets } from './token-bucket.ts';
import { own } from './types.ts';

export interface OrganizationsOptions {
  readonly now: () => number;
  readonly history: History<Org>;
  readonly requireDelegated: RequireDelegated;
  readonly knobs: OrganizationKnobs;
}

export function createOrganizations(options: OrganizationsOptions): Dialect {
  const { now, knobs } = options;
  const buckets = createTokenBuckets(now);
  return createJsonDialect({
    operations: { ...listing(options), ...describing(options) },
    before: ({ asked }) => {
      const { action } = asked.call;
      const rate = own(knobs.rates, action);
      if (knobs.ratesApply && rate) buckets.spend(`${asked.key.account}/${action}`, rate);
    },
    names: {
      InvalidNextToken: 'InvalidInputException',
      ServiceFailure: 'ServiceException',
      Throttling: 'TooManyRequestsException',
      ValidationException: 'InvalidInputException',
    },
  });
}

type Operations = Readonly<Record<string, (call: JsonCall) => object>>;

function require({ requireDelegated }: OrganizationsOptions, { asked }: JsonCall, arn: string) {
  const action = `organizations:${asked.call.action}`;
  requireDelegated(asked.key, { action, resources: [arn] });
}

function listing(options: OrganizationsOptions): Operations {
  const { history, knobs } = options;
  const org = history.current;
  const accounts = (call: JsonCall, fits: (one: OrgAccount) => boolean) => {
    const all = Object.values(org().accounts).filter(fits);
    const { items, ...token } = gappedPage(call, knobs, all);
    return { Accounts: items.map((one) => drawAccount(org(), one, knobs)), ...token };
  };
  return {
    ListAccounts: (call) => {
      require(options, call, '*');
      return accounts(call, () => true);
    },
    ListAccountsForParent: (call) => {
      const { id, arn } = parentIn(call, org());
      require(options, call, arn);
      return accounts(call, ({ parent }) => parent === id);
    },
    ListOrganizationalUnitsForParent: (call) => {
      const { id, arn } = parentIn(call, org());
      require(options, call, arn);
      const inIt = Object.values(org().units).filter(({ parent }) => parent === id);
      const { items, ...token } = gappedPage(call, knobs, inIt);
      return { OrganizationalUnits: items.map((unit) => drawUnit(org(), unit)), ...token };
    },
    ListRoots: (call) => {
      require(options, call, '*');
      const Arn = orgArn(org(), 'root', ROOT);
      return { Roots: [{ Id: ROOT, Arn, Name: 'Root', PolicyTypes: [] }] };
    },
  };
}

function describing(options: OrganizationsOptions): Operations {
  const org = options.history.current;
  return {
    DescribeAccount: (call) => {
      const id = requiredText(call.input, 'AccountId');
      require(options, call, orgArn(org(), 'account', id));
      const account = own(org().accounts, id);
      if (account) return { Account: drawAccount(org(), account, options.knobs) };
      throw new AwsFault('AccountNotFoundException', `There is no account ${id} here.`);
    },
    ListTagsForResource: (call) => {
      const { arn, tags } = resourceIn(call, org());
      require(options, call, arn);
      if (tags) return { Tags: drawTags(tags) };
      throw new AwsFault('TargetNotFoundException', 'There is no such target.');
    },
  };
}

export const usualOrganizationKnobs = (): OrganizationKnobs => ({
  ratesApply: true,
  rates: RATES,
  pageSize: 20,
  emptyPages: false,
  tellsStatus: false,
});

function parentIn({ input }: JsonCall, org: Org) {
  const id = requiredText(input, 'ParentId');
  if (id === ROOT) return { id, arn: orgArn(org, 'root', id) };
  if (own(org.units, id)) return { id, arn: orgArn(org, 'ou', id) };
  throw new AwsFault('ParentNotFoundException', `There is no parent ${id}.`);
}

function resourceIn({ input }: JsonCall, org: Org) {
  const id = requiredText(input, 'ResourceId');
  if (id === ROOT) return { arn: orgArn(org, 'root', id), tags: [] };
  if (id.startsWith('ou-')) return { arn: orgArn(org, 'ou', id), tags: own(org.units, id)?.tags };
  return { arn: orgArn(org, 'account', id), tags: own(org.accounts, id)?.tags };
}

/** AWS tells a `Status` beside the `State` no more, unless it is made to. */
const drawAccount = (org: Org, account: OrgAccount, { tellsStatus }: OrganizationKnobs) => ({
  Id: account.id,
  Arn: orgArn(org, 'account', account.id),
  Name: account.name,
  Email: account.email,
  State: account.state,
  ...(tellsStatus ? { Status: account.state } : {}),
  JoinedMethod: 'CREATED',
  JoinedTimestamp: seconds(account.joinedAtMs),
});

const drawUnit = (org: Org, { id, name }: Unit) => ({
  Id: id,
  Arn: orgArn(org, 'ou', id),
  Name: name,
});
