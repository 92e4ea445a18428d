/** A catalogue of every kind, the bot with the rights of deploy/ for it, and an auditor. */

import type { AwsStandIn } from '../../stand-ins/aws/stand-in.ts';
import { allow, NAMED, trust } from '../../process/tidy.ts';
import { centerRights } from '../../deploy/center-ground.ts';
import { putCenter, withCenter } from '../../story/center.ts';
import { withRequests } from '../../story/requests.ts';
import { withRunbooks } from '../../story/runbook-entries.ts';
import { putRunbooks } from '../../story/runbooks.ts';
import { JUMP, PRODUCTION } from '../../story/seed.ts';
import { BOUNDARY, deployed, deployRights } from './deploy-rights.ts';
import type { Rights } from './ground.ts';

export const BOT_ROLE = `arn:aws:iam::${JUMP}:role/prod-access`;
const REVOKER = `arn:aws:iam::${JUMP}:role/ProdAccessRunbookRevoker`;
export const GIVER = `arn:aws:iam::${JUMP}:role/ProdAccessGiver`;

/** Requests of AWS's own have a catalogue of their own, as they have rights of their own. */
export const withAll = (text: string, aws: AwsStandIn): string =>
  ruled(
    withRunbooks(withCenter(aws)(text)).replace(
      '\nentitlements:\n',
      `\nrunbooks: { schedules: { role: "${REVOKER}" } }\n\nentitlements:\n`,
    ),
    'prod-window, prod-shift, prod-drain, prod-sso, prod-sso-logs',
  );

export const withRequestsToo = (text: string): string => ruled(withRequests(text), 'prod-nodes');

const ruled = (text: string, ids: string): string =>
  text.replace(
    '\nrules:\n',
    `
rules:
  - id: rule-more
    for: [${ids}]
    eligible: [engineers]
    levels: [{ name: leads, any: 1, from: [sre-leads] }]
    lapse: 1h
    max: 4h
`,
  );

/** Of an auditor, who looks: made with the rest. */
export const auditedRights = (): Rights => ({ ...deployRights(), key: AUDITOR });

/** Filled in and extended as deploy/README.md says, and what the catalogue leads to. */
export async function putAll(aws: AwsStandIn): Promise<void> {
  const [jump, production] = [aws.account(JUMP), aws.account(PRODUCTION)];
  const owner = { accessKeyId: 'AKIAOWNER', secretAccessKey: 'owner-secret' };
  jump.createUser('owner');
  jump.createKey({ ...owner, user: 'owner', root: true });
  await putCenter(aws, owner, 'role');
  putRunbooks({ aws });
  const at = (name: string, document: object) => {
    jump.putPolicy('roles', 'prod-access', name, document);
  };
  at('nodes', deployed('iam-bot-ssm-policy'));
  at('runbooks', listed(deployed('iam-bot-automation-policy'), 'ProdAccess-DrainQueue'));
  at('center', centerRights(aws));
  const looking = deployed('iam-doctor-policy');
  const enter = allow('sts:AssumeRole', `arn:aws:iam::${PRODUCTION}:role/prod-access`);
  jump.createUser('auditor', { inline: { looking, enter } });
  jump.createKey({ ...AUDITOR, user: 'auditor' });
  const some = listed(deployed('iam-target-role-policy'), 'ProdOperator', 'ProdDbOperator');
  const ends = listed(some, 'ProdLogReader', 'ProdDbOperator');
  production.putPolicy('roles', 'prod-access', 'work', ends);
  production.putPolicy('roles', 'prod-access', 'looking', looking);
  production.setTrust('prod-access', trust());
  production.setTrust('ProdLogReader', trust(NAMED));
  production.createRole('ProdOperator', { trust: trust(NAMED), boundary: BOUNDARY });
  production.createRole('ProdLogReader', { trust: trust(NAMED), boundary: BOUNDARY });
  aws.settle();
}

export async function putForRequests(aws: AwsStandIn): Promise<void> {
  await putAll(aws);
  const jump = aws.account(JUMP);
  jump.deletePolicy('roles', 'prod-access', 'runbooks');
  jump.putPolicy('roles', 'prod-access', 'requests', deployed('iam-bot-jitna-policy'));
}

/** One more beside another that is listed. */
export function listed(document: object, name: string, beside = 'ProdAccess-ObserveGroup'): object {
  const text = JSON.stringify(document);
  return JSON.parse(
    text.replace(/"([^"]*)"/g, (whole, one: string) =>
      one.endsWith(beside) ? `${whole},"${one.replace(beside, name)}"` : whole,
    ),
  ) as object;
}

const AUDITOR = { accessKeyId: 'AKIAAUDITOR', secretAccessKey: 'auditor-secret' };
