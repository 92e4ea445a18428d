/** Entitlements that lead to runbooks, for stories. */

import { GROUP, LOG_READER, REGION, RUNBOOK_ROLE } from './runbooks.ts';
import { DRAINER, JUMP } from './stacks.ts';

/** `prod-window`, `prod-shift` and `prod-drain`: dated, only the bot's to end, and work. */
export const withRunbooks = (text: string): string =>
  text
    .replace('\nrules:\n', `${ENTITLEMENTS}\nrules:\n`)
    .replace(
      'for: [prod-logs, prod-ops]',
      'for: [prod-logs, prod-ops, prod-window, prod-shift, prod-drain]',
    );

const ENTITLEMENTS = `
  - id: prod-window
    title: { en: A window on production, ja: 本番の作業時間 }
    target:
      kind: ssm-automation
      account: "${JUMP}"
      region: ${REGION}
      role: ${RUNBOOK_ROLE}
      grant:
        runbook: ProdAccess-GrantPolicy
        version: 1
        parameters:
          UserName: { fill: user }
          Key: { fill: target }
          RoleArn: { answer: role }
          StartTime: { fill: start }
          EndTime: { fill: end }
      revoke:
        runbook: ProdAccess-RevokePolicy
        version: 1
        parameters: { UserName: { fill: user }, Key: { fill: target } }
      observe:
        runbook: ProdAccess-ObservePolicy
        version: 1
        parameters: { UserName: { fill: user }, Key: { fill: target } }
        present: { output: read.Policy }
      dated: true
      alarm: prod-errors
    questions:
      - id: role
        label: { en: Which role, ja: ロール }
        pattern: 'arn:aws:iam::\\d{12}:role/[\\w+=,.@-]+'
        example: ${LOG_READER}
    longest: 4h
    channel: C0APPROVE1
    tags: { env: production }

  - id: prod-shift
    title: { en: On the operators' shift, ja: 運用当番 }
    target:
      kind: ssm-automation
      account: "${JUMP}"
      region: ${REGION}
      role: ${RUNBOOK_ROLE}
      grant:
        runbook: ProdAccess-GrantGroup
        version: 1
        parameters:
          UserName: { fill: user }
          GroupName: ${GROUP}
          EndTime: { fill: end }
      revoke:
        runbook: ProdAccess-RevokeGroup
        version: 1
        parameters: { UserName: { fill: user }, GroupName: ${GROUP} }
      observe:
        runbook: ProdAccess-ObserveGroup
        version: 1
        parameters: { UserName: { fill: user } }
        present: { output: groups.Names, lists: ${GROUP} }
    longest: 4h
    channel: C0APPROVE1
    tags: { env: production }

  - id: prod-drain
    title: { en: Drain a queue, ja: キューの排出 }
    target:
      kind: ssm-automation
      account: "${JUMP}"
      region: ${REGION}
      role: ${DRAINER}
      work:
        runbook: ProdAccess-DrainQueue
        version: 1
        parameters: { UserName: { fill: user }, Queue: { answer: queue } }
      alarm: prod-errors
    questions:
      - id: queue
        label: { en: Which queue, ja: キュー }
        allowed: [orders, mails]
    longest: 4h
    channel: C0APPROVE1
    tags: { env: production }
`;
