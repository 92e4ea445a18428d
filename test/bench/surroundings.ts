/** What both servers live in: one Slack, one AWS, and a folder that is gone afterwards. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AwsStandIn, createAwsStandIn } from '../stand-ins/aws/stand-in.ts';
import { seedAccounts } from '../story/seed.ts';
import { type FastSlack, startFastSlack } from './fast-slack.ts';
import type { Around, Server } from './servers.ts';

export interface Surroundings extends Around {
  readonly slack: FastSlack;
  readonly aws: AwsStandIn;
  readonly folder: string;
  /** Stops it at the end, whatever happens before. */
  use<S extends Pick<Server, 'stop'>>(server: S): S;
}

export async function within<T>(work: (around: Surroundings) => Promise<T>): Promise<T> {
  const slack = await startFastSlack();
  const aws = await createAwsStandIn({ now: Date.now, accounts: seedAccounts() });
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-bench-'));
  const used: Pick<Server, 'stop'>[] = [];
  const use = <S extends Pick<Server, 'stop'>>(server: S) => {
    used.push(server);
    return server;
  };
  try {
    return await work({ slack, aws, folder, use, slackApiUrl: slack.apiUrl, awsUrl: aws.url });
  } finally {
    for (const server of used) await server.stop();
    await slack.close();
    await aws.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In turn, so that whatever else the machine does meets both alike. */
export async function inTurn<T>(
  rounds: number,
  measure: { readonly bare: () => Promise<T>; readonly ours: () => Promise<T> },
): Promise<{ readonly bare: readonly T[]; readonly ours: readonly T[] }> {
  const bare: T[] = [];
  const ours: T[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await measure.bare());
    ours.push(await measure.ours());
  }
  return { bare, ours };
}
