/** From starting the process to the first permission taken away of those that are overdue. */

import { allowDocument } from '../../adapters/aws/policy-document.ts';
import { openSqliteStore } from '../../adapters/sqlite/store.ts';
import type { IamPolicyTarget } from '../../src/catalog/target.ts';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { configOf, EXAMPLE } from '../config/example.ts';
import { type AwsStandIn, createAwsStandIn } from '../stand-ins/aws/stand-in.ts';
import { JUMP, seedAccounts } from '../story/seed.ts';
import { startFastSlack } from './fast-slack.ts';
import { grantsOf } from './live-grants.ts';
import { startOurs } from './servers.ts';

export const LIVE = 10_000;
/** Ended while nobody was there to take them away: so many of the live ones. */
export const OVERDUE = 500;
export const DOWN_MS = 10 * MINUTE;
const ROUNDS = 5;
const LATEST_MS = 60 * SECOND;
const SETTLED_MS = 250;
const ENTITLEMENT = 'prod-logs';

/** In seconds, round by round: each time a new process on the same file. */
export async function firstRevocations(database: string): Promise<readonly number[]> {
  const { installation, catalog } = configOf(EXAMPLE);
  const [target] = catalog.entitlements.get(ENTITLEMENT)?.targets ?? [];
  if (target?.kind !== 'iam-policy') throw new Error(`${ENTITLEMENT} is no policy.`);
  const aws = await createAwsStandIn({
    now: Date.now,
    accounts: accountsWith(`prod-access-${installation}-allow`, target),
  });
  const slack = await startFastSlack();
  try {
    await fill(database, aws, target);
    const around = { slackApiUrl: slack.apiUrl, awsUrl: aws.url };
    const seconds: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      aws.calls.length = 0;
      const sinceMs = Date.now();
      const server = await startOurs(around, database);
      try {
        seconds.push(((await firstTaking(aws)).atMs - sinceMs) / SECOND);
      } finally {
        await server.stop();
        // What it had on the wire until then is not of the next one.
        await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
      }
    }
    // The first is unmeasured: what Node compiles then, it keeps for the next.
    return seconds.slice(1);
  } finally {
    await slack.close();
    await aws.close();
  }
}

async function firstTaking({ calls }: AwsStandIn) {
  for (let waitedMs = 0; waitedMs < LATEST_MS; waitedMs += 5) {
    const found = calls.find(({ action }) => action === 'DeleteUserPolicy');
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`Nothing was taken away within ${LATEST_MS / SECOND} s.`);
}

function accountsWith(policyName: string, { reach, mfa }: IamPolicyTarget) {
  const span = { startMs: Date.now() - HOUR, endMs: Date.now() + HOUR };
  const inline = { [policyName]: allowDocument({ windows: [{ reach, mfa, ...span }] }) };
  const people = Array.from({ length: LIVE }, (_, number) => [userName(number), { inline }]);
  return seedAccounts({ users: Object.fromEntries(people) });
}

const userName = (number: number): string => `holder.${String(number).padStart(5, '0')}`;

/** Each live grant is looked at once a minute: after ten minutes of silence all are due. */
async function fill(database: string, aws: AwsStandIn, target: IamPolicyTarget): Promise<void> {
  const downMs = Date.now() - DOWN_MS;
  const facts = { reach: target.reach, namedRoles: [], tailMs: HOUR };
  const granted = { target, facts, entitlement: ENTITLEMENT, activeMs: downMs - HOUR };
  const live = grantsOf({ ...granted, endMs: downMs + 4 * HOUR });
  const overdue = grantsOf({ ...granted, endMs: downMs + MINUTE });
  const users = aws.snapshot().accounts.find(({ id }) => id === JUMP)?.users ?? {};
  const store = openSqliteStore(database);
  try {
    for (let number = 0; number < LIVE; number += 1) {
      const user = userName(number);
      const uniqueId = users[user]?.id ?? '';
      const isOverdue = number % (LIVE / OVERDUE) === 0;
      const dueMs = downMs + ((number * 7_919) % MINUTE);
      const id = `PA-L${String(number).padStart(5, '0')}`;
      const heads = (isOverdue ? overdue : live)({ id, user, uniqueId, dueMs });
      const said = heads.map((head) => store.commit(head));
      // Not each waited for: what is asked for in one turn goes to disk together.
      if (number % 100 === 99) await Promise.all(said);
    }
  } finally {
    store.close();
  }
}
