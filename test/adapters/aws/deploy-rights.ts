/** The example's accounts with the rights of deploy/ in them, and a bot that has no others. */

import { readFileSync } from 'node:fs';
import { BOT, JUMP, PRODUCTION, seedAccounts } from '../../story/seed.ts';
import type { Rights } from './ground.ts';

export const BOUNDARY = 'prod-access-boundary';

/** Filled in as deploy/README.md says. */
export const deployed = (name: string): { readonly Statement: readonly Statement[] } =>
  JSON.parse(
    readFileSync(new URL(`../../../deploy/${name}.json`, import.meta.url), 'utf8')
      .replaceAll('USERS_ACCOUNT', JUMP)
      .replaceAll('TARGET_ACCOUNT', PRODUCTION)
      .replaceAll('EXTERNAL_ID', 'prod-access-demo'),
  ) as { readonly Statement: readonly Statement[] };

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
}

export function deployRights(): Rights {
  const seed = seedAccounts();
  const { [JUMP]: jump, [PRODUCTION]: production } = seed;
  if (!jump || !production) throw new Error('The example has two accounts.');
  const policies = { [BOUNDARY]: deployed('iam-boundary') };
  const bounded = { boundary: BOUNDARY };
  const { 'prod-access': _, ...people } = jump.users;
  const ec2 = { Service: 'ec2.amazonaws.com' };
  const machine = { Effect: 'Allow', Principal: ec2, Action: 'sts:AssumeRole' };
  return {
    key: BOT,
    accounts: {
      [JUMP]: {
        ...jump,
        policies,
        users: Object.fromEntries(Object.keys(people).map((name) => [name, bounded])),
        roles: {
          'prod-access': {
            trust: { Version: '2012-10-17', Statement: [machine] },
            inline: { work: deployed('iam-bot-policy'), trail: deployed('iam-bot-trail-policy') },
          },
        },
        keys: [{ ...BOT, role: 'prod-access' }],
      },
      [PRODUCTION]: {
        policies,
        roles: {
          ...production.roles,
          ProdDbOperator: { ...production.roles.ProdDbOperator, ...bounded },
          'prod-access': {
            trust: deployed('iam-target-role-trust'),
            inline: { work: deployed('iam-target-role-policy') },
          },
        },
      },
    },
  };
}
