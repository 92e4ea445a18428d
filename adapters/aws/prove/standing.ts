/** Finds at AWS what experiments made, in this run or an earlier one: by path, prefix, reason. */

import * as IAM from '@aws-sdk/client-iam';
import { ListSchedulesCommand } from '@aws-sdk/client-scheduler';
import { DescribeSessionsCommand, ListDocumentsCommand } from '@aws-sdk/client-ssm';
import type { Thing, ThingKind } from '../../../src/ports/prover.ts';
import { standingInCenter } from './center-things.ts';
import { type Ground, PATH, PREFIX } from './ground.ts';

export async function standing(ground: Ground): Promise<readonly Thing[]> {
  const { node, instance, identityStore } = ground.given;
  const found: Thing[] = [...(await inIam(ground)), ...(await schedules(ground))];
  found.push(...(await documents(ground)));
  if (node) found.push(...(await sessions(ground)));
  if (instance || identityStore) found.push(...(await standingInCenter(ground)));
  return found;
}

async function inIam({ aws: { iam: client } }: Ground): Promise<readonly Thing[]> {
  const at = { PathPrefix: PATH };
  const found: Thing[] = [];
  const take = (kind: ThingKind, names: readonly (string | undefined)[]) => {
    const ours = names.filter((name = '') => name.startsWith(PREFIX));
    found.push(...ours.map((name = '') => ({ kind, name })));
  };
  for await (const { Users = [] } of IAM.paginateListUsers({ client }, at)) {
    take(
      'user',
      Users.map((one) => one.UserName),
    );
  }
  for await (const { Groups = [] } of IAM.paginateListGroups({ client }, at)) {
    take(
      'group',
      Groups.map((one) => one.GroupName),
    );
  }
  for await (const { Roles = [] } of IAM.paginateListRoles({ client }, at)) {
    take(
      'role',
      Roles.map((one) => one.RoleName),
    );
  }
  return found;
}

async function schedules({ aws: { scheduler } }: Ground): Promise<readonly Thing[]> {
  const found: Thing[] = [];
  for (let NextToken: string | undefined; ; ) {
    const asked = { NamePrefix: PREFIX, ...(NextToken ? { NextToken } : {}) };
    const page = await scheduler.send(new ListSchedulesCommand(asked));
    const names = (page.Schedules ?? []).map(({ Name: name = '' }) => name);
    found.push(...names.map((name) => ({ kind: 'schedule', name }) as const));
    NextToken = page.NextToken;
    if (!NextToken) return found;
  }
}

async function documents({ aws: { ssm } }: Ground): Promise<readonly Thing[]> {
  const found: Thing[] = [];
  const Filters = [{ Key: 'Owner', Values: ['Self'] }];
  for (let NextToken: string | undefined; ; ) {
    const asked = { Filters, MaxResults: 50, ...(NextToken ? { NextToken } : {}) };
    const page = await ssm.send(new ListDocumentsCommand(asked));
    const names = (page.DocumentIdentifiers ?? []).map(({ Name: name = '' }) => name);
    const ours = names.filter((name) => name.startsWith(PREFIX));
    found.push(...ours.map((name) => ({ kind: 'document', name }) as const));
    NextToken = page.NextToken;
    if (!NextToken) return found;
  }
}

async function sessions({ aws: { ssm }, given }: Ground): Promise<readonly Thing[]> {
  const found: Thing[] = [];
  const Filters = [{ key: 'Target' as const, value: given.node }];
  for (let NextToken: string | undefined; ; ) {
    const more = NextToken ? { NextToken } : {};
    const asked = new DescribeSessionsCommand({ State: 'Active', Filters, ...more });
    const page = await ssm.send(asked);
    const ours = (page.Sessions ?? []).filter(({ Reason = '' }) => Reason.startsWith(PREFIX));
    for (const { SessionId: name = '', Reason: id = '' } of ours) {
      found.push({ kind: 'session', name, id });
    }
    NextToken = page.NextToken;
    if (!NextToken) return found;
  }
}
