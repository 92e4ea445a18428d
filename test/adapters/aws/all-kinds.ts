/** A catalogue of every kind, the bot with the rights of deploy/ for it, and an auditor. */

import type { AwsStandIn } from '../../stand-ins/aws/stand-in.ts';
import { allow, NAMED, trust } from '../../process/tidy.ts';
import { putCenter, withCenter } from '../../story/center.ts';
import { putNodesThere, withNodesThere } from '../../story/nodes-elsewhere.ts';
import { withRequests } from '../../story/requests.ts';
import { withRunbooks } from '../../story/runbook-entries.ts';
import { putRunbooks } from '../../story/runbooks.ts';
import { putSchedules, REVOKER } from '../../story/schedules.ts';
import { JUMP, PRODUCTION, seedAccounts } from '../../story/seed.ts';
import { ofOperators } from './deploy-rights.ts';
import type { Rights } from './ground.ts';

export const BOT_ROLE = `arn:aws:iam::${JUMP}:role/prod-access`;
export const GIVER = `arn:aws:iam::${JUMP}:role/ProdAccessGiver`;

/** Requests of AWS's own have a catalogue of their own, as they have rights of their own. */
export const withAll = (text: string, aws: AwsStandIn): string =>
  ruled(
    withNodesThere(withRunbooks(withCenter(aws)(text))).replace(
      '\nentitlements:\n',
      `\nrunbooks: { schedules: { role: "${REVOKER}" } }\n\nentitlements:\n`,
    ),
    'prod-window, prod-shift, prod-drain, prod-sso, prod-sso-logs, prod-far, prod-far-gui',
  );

export const withRequestsToo = (text: string): string => ruled(withRequests(text), 'prod-nodes');

const ruled = (text: string, ids: string): string =>
  text.replace(
    '\nrules:\n',
    `
policies: [{ file: never.cedar, as: forbid }]
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
export const auditedRights = (): Rights => ({ accounts: seedAccounts(), key: AUDITOR });

/** What the catalogue leads to, and an auditor. */
export async function putAll(aws: AwsStandIn): Promise<void> {
  const [jump, production] = [aws.account(JUMP), aws.account(PRODUCTION)];
  await putCenter(aws);
  putRunbooks({ aws });
  await putSchedules({ aws });
  putNodesThere({ aws });
  const looking = ofOperators('doctor');
  const enter = allow('sts:AssumeRole', `arn:aws:iam::${PRODUCTION}:role/prod-access`);
  jump.createUser('auditor', { inline: { looking, enter } });
  jump.createKey({ ...AUDITOR, user: 'auditor' });
  production.putPolicy('roles', 'prod-access', 'looking', looking);
  production.setTrust('prod-access', trust());
  production.setTrust('ProdLogReader', trust(NAMED));
  aws.settle();
}

const AUDITOR = { accessKeyId: 'AKIAAUDITOR', secretAccessKey: 'auditor-secret' };
