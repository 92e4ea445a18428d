/** A thousand grants of every kind that end in the same second, under the rates of AWS. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { GetAccessTokenCommand, StartSessionCommand } from '@aws-sdk/client-ssm';
import { CHAT_TIMEOUT_MS } from '../../src/engine/context.ts';
import { type Clock, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { type AwsStandIn, createAwsStandIn } from '../stand-ins/aws/stand-in.ts';
import { ssmOf } from '../stand-ins/aws/ssm-sample.ts';
import { BASTION, REGION } from '../story/nodes.ts';
import { clientOf, file, REQUESTER } from '../story/requests.ts';
import { JUMP } from '../story/seed.ts';
import { startHangingSlack } from './hanging-slack.ts';
import { type Around, awsIn, startApp, useAws } from './mixed-app.ts';
import { everybody, headsOf, type Held, judgeAll } from './mixed-grants.ts';
import { createPace, type Pace } from './mixed-pace.ts';
import { mixedReport } from './mixed-report.ts';
import { createSight } from './mixed-sight.ts';
import { configOf, furnish, stormAccounts } from './mixed-town.ts';
import type { Report } from './report.ts';
import { createLimit } from './storm-limit.ts';

/** Any minute will do: people name whole ones, and so does EventBridge Scheduler. */
const END_MS = Date.UTC(2026, 10, 24, 9);
/** From the approvals to the end: as long as it takes to give it all. */
const GIVEN_MS = 600 * SECOND;
const WHILE_GIVEN_MS = SECOND;
const WHILE_ENDING_MS = SECOND / 10;

export async function measureMixedStorm(): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-bench-'));
  const slack = await startHangingSlack();
  let port = 0;
  const pace = createPace(END_MS - GIVEN_MS, () => port);
  const { clock } = pace;
  const aws = await createAwsStandIn({ now: () => clock.nowMs(), accounts: stormAccounts() });
  port = Number(new URL(aws.url).port);
  try {
    const all = everybody();
    const names = (realm: string) =>
      all.filter(({ kind }) => kind.realm === realm).map(({ name }) => name);
    await furnish(aws, { account: names('account'), center: names('center') });
    useAws(aws.url);
    const around = { folder, slackApiUrl: slack.apiUrl, config: configOf(aws), clock };
    return await storm(
      { ...around, pace, aws },
      all.map((held) => filed(aws, held)),
    );
  } finally {
    await slack.close();
    await aws.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Town extends Around {
  readonly pace: Pace;
  readonly aws: AwsStandIn;
}

const filed = (aws: AwsStandIn, held: Held): Held =>
  held.kind.entry === undefined ? { ...held, opsItem: file({ aws }, { as: held.name }) } : held;

async function storm(town: Town, all: readonly Held[]): Promise<Report> {
  const { clock, pace, aws } = town;
  const ours = await awsIn(town);
  const judged = await judgeAll(ours, town, all);
  const heads = judged.flatMap((one) => headsOf(one, clock.nowMs(), END_MS));
  const sight = createSight(aws, judged, { endMs: END_MS, now: () => clock.nowMs() });
  const app = await startApp(town, ours, heads, sight);
  try {
    await pace.until('all is given', WHILE_GIVEN_MS, () => sight.active() === all.length);
    for (const held of all) await openSession(aws, held);
    sight.before();
    limit(aws, clock);
    aws.calls.length = 0;
    pace.turnTo(END_MS);
    await pace.until('its end is proved', WHILE_ENDING_MS, () => sight.look() === all.length);
    return mixedReport(sight.told(), aws.calls);
  } finally {
    const stopped = app.stop();
    // The chat hangs by the machine's time; all else would wait for one that no longer passes.
    await Promise.race([stopped, setTimeout(CHAT_TIMEOUT_MS + SECOND)]);
    pace.turnTo(clock.nowMs() + MINUTE);
    await stopped;
  }
}

/** From here on AWS takes no more than it says. */
function limit(aws: AwsStandIn, clock: Clock): void {
  const isOver = createLimit(() => clock.nowMs());
  aws.faults.add({ kind: 'throttle', times: Infinity, when: (call) => isOver(call) });
  aws.ssm.knobs.ratesApply = true;
  aws.identityCenter.knobs.ratesApply = true;
}

async function openSession(aws: AwsStandIn, { name, kind, opsItem }: Held): Promise<void> {
  if (opsItem !== undefined) return openByToken(aws, name, opsItem);
  if (kind.session === undefined) return;
  const where = { account: JUMP, region: REGION, node: BASTION, mfa: true };
  aws.startSession({ ...where, user: name, document: kind.session });
}

async function openByToken(aws: AwsStandIn, name: string, opsItem: string): Promise<void> {
  const asker = clientOf({ aws }, REQUESTER, name);
  const { Credentials } = await asker.send(new GetAccessTokenCommand({ AccessRequestId: opsItem }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  const key = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey };
  const client = ssmOf(aws, { ...key, sessionToken: SessionToken }, REGION);
  await client.send(new StartSessionCommand({ Target: BASTION }));
}
