/** Who stands in the mixed storm: what there is to be held in the accounts of the stories. */

import { readFileSync } from 'node:fs';
import { withAnswers } from '../../src/catalog/automation.ts';
import { isAutomation, type Target } from '../../src/catalog/target.ts';
import type { Config } from '../../src/config/config.ts';
import { parseConfig } from '../../src/config/parse.ts';
import type { AwsStandIn } from '../stand-ins/aws/stand-in.ts';
import { BOUNDARY } from '../deploy/stacks.ts';
import { STORE } from '../stand-ins/aws/center-types.ts';
import type { AccountSeed } from '../stand-ins/aws/seed.ts';
import { putCenter, withCenter } from '../story/center.ts';
import { withNodes } from '../story/nodes.ts';
import { enableRequests } from '../story/requests.ts';
import { withRunbooks } from '../story/runbook-entries.ts';
import { LOG_READER, putRunbooks } from '../story/runbooks.ts';
import { JUMP, PRODUCTION, seedAccounts } from '../story/seed.ts';

/** So many hold by one named role or group: the fences of all of them stand at its one role. */
const EACH_ROLE = 6;

const EXAMPLE = new URL('../../prod-access.example.yml', import.meta.url);

/** As in stories, but that the bot may do anything: no stack could list all of these roles. */
export const stormAccounts = (): Readonly<Record<string, AccountSeed>> =>
  Object.fromEntries(
    Object.entries<AccountSeed>(seedAccounts()).map(([id, seed]) => {
      const bot = seed.roles?.['prod-access'];
      if (!bot) return [id, seed];
      const able = { ...bot, attached: [], inline: { work: allow('*', '*') } };
      return [id, { ...seed, roles: { ...seed.roles, 'prod-access': able } }];
    }),
  );

/** Before anybody is given anything: places, documents, runbooks, and the people. */
export async function furnish(aws: AwsStandIn, people: Readonly<Record<Realm, readonly string[]>>) {
  await putCenter(aws);
  putRunbooks({ aws });
  // AWS's own window lasts longer than the grant: at its end it is our signal that closes it.
  enableRequests({ aws }, 2);
  // Until all is given: what is measured is how it ends.
  aws.ssm.knobs.ratesApply = false;
  const home = aws.account(JUMP);
  const away = aws.account(PRODUCTION);
  for (const name of people.account) home.createUser(name, { boundary: BOUNDARY });
  for (const name of people.center) aws.identityCenter.putUser(name);
  const trust = away.role('ProdOperator')?.trust ?? '';
  for (let at = 0; at < Math.ceil(people.account.length / EACH_ROLE); at += 1) {
    away.createRole(roleAt(at), { trust, inline: { work: allow('ec2:*', '*') } });
    const lead = allow('sts:AssumeRole', arnOf(roleAt(at)));
    home.createGroup(groupAt(at), { inline: { operate: lead } });
  }
  aws.settle();
}

/** Where a holder lives: as an IAM user, or as a user of Identity Center. */
export type Realm = 'account' | 'center';

const allow = (Action: string, Resource: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource }],
});
const arnOf = (role: string): string => `arn:aws:iam::${PRODUCTION}:role/${role}`;
/** By whose role, where roles are named. */
export const sliceOf = (at: number): string => String(Math.floor(at / EACH_ROLE)).padStart(3, '0');
const roleAt = (slice: number): string => `Storm${String(slice).padStart(3, '0')}`;
const groupAt = (slice: number): string => `storm-${String(slice).padStart(3, '0')}`;

/** What the holder of this number assumes. */
export const namedRoleOf = (at: number): string => arnOf(`Storm${sliceOf(at)}`);

export function configOf(aws: AwsStandIn): Config {
  const text = withCenter(aws)(withRunbooks(withNodes(readFileSync(EXAMPLE, 'utf8'))));
  const parsed = parseConfig(text.replace(/for: \[prod-logs[^\]]*\]/, 'for: all'), 'storm.yml');
  if (parsed.ok) return parsed.config;
  throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
}

/** What an entry of the stories leads to, for the holder of this number. */
export function targetFor({ catalog }: Config, entry: string, at: number): Target {
  const target = catalog.entitlements.get(entry)?.targets.at(-1);
  if (!target) throw new Error(`There is no entry ${entry}.`);
  if (isAutomation(target)) return withAnswers(target, { role: LOG_READER }, '');
  return JSON.parse(
    JSON.stringify(target)
      .replaceAll(/ProdDbOperator|ProdOperator/g, `Storm${sliceOf(at)}`)
      .replaceAll('prod-operators', `storm-${sliceOf(at)}`),
  ) as Target;
}

export const accountOf: Readonly<Record<Realm, string>> = { account: JUMP, center: STORE };
