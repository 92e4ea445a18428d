/** Makes the table, on demand billing, waits until it can be used, and has it backed up. */

import {
  CreateTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  type TableDescription,
  UpdateContinuousBackupsCommand,
} from '@aws-sdk/client-dynamodb';
import { Fault } from '../../src/kernel/fault.ts';
import { type Clock, SECOND } from '../../src/kernel/time.ts';
import { openTable, type Table, type TableOptions } from './client.ts';
import { isMissing, isThere, isTooEarly } from './problem.ts';
import { strangeness, tableInput } from './table.ts';

/** Changes nothing about a table that is there. @returns what was done, in a sentence. */
export async function initTable(options: TableOptions): Promise<string> {
  const table = openTable(options);
  try {
    const found = await described(table);
    if (found) {
      requireOurs(table.name, found);
      await active(table, options.clock);
      return existing(table);
    }
    await table.ask(() => create(table));
    await active(table, options.clock);
    const made = `The table ${table.name} is made. Every replica names it: dynamodb:${table.name}`;
    const lack = await backUp(table, options.clock);
    return lack === undefined ? made : `${made}\n${lack}`;
  } finally {
    table.close();
  }
}

/** Somebody else may make it in the same moment, or our own answer was lost. */
async function create({ client, name }: Table): Promise<void> {
  try {
    await client.send(new CreateTableCommand(tableInput(name)));
  } catch (error) {
    if (!isThere(error)) throw error;
  }
}

function requireOurs(name: string, found: TableDescription): void {
  const strange = strangeness(found);
  if (strange === undefined) return;
  throw new Fault('store-failed', `There is another table ${name}: ${strange}. Name a new one.`);
}

/** One that was restored has no recovery of its own, and one that was made may have got none. */
async function existing({ client, name, ask }: Table): Promise<string> {
  const there = `The table ${name} is there already, and`;
  try {
    const input = new DescribeContinuousBackupsCommand({ TableName: name });
    const { ContinuousBackupsDescription: said } = await ask(() => client.send(input));
    const { PointInTimeRecoveryStatus: is } = said?.PointInTimeRecoveryDescription ?? {};
    if (is === 'ENABLED') return `${there} as it should be.`;
    return `${there} has the right keys.\n${unrecoverable(name, 'it is disabled.')}`;
  } catch (error) {
    const why = whyOf(error);
    return `${there} has the right keys. Whether it can be restored was not read: ${why}`;
  }
}

async function described({ client, name, ask }: Table): Promise<TableDescription | undefined> {
  try {
    const found = await ask(() => client.send(new DescribeTableCommand({ TableName: name })));
    return found.Table;
  } catch (error) {
    if (error instanceof Fault && isMissing(error.cause)) return undefined;
    throw error;
  }
}

async function active(table: Table, clock: Clock): Promise<void> {
  for (let seconds = 0; seconds < LONGEST_S; seconds += 1) {
    const found = await described(table);
    const indexes = found?.GlobalSecondaryIndexes ?? [];
    const all = [found?.TableStatus, ...indexes.map((one) => one.IndexStatus)];
    if (found && all.every((status) => status === 'ACTIVE')) return;
    await clock.sleep(SECOND);
  }
  throw new Fault('store-failed', `The table ${table.name} is not ready after ${LONGEST_S} s.`);
}

/**
 * Of a table just made AWS may say for a while that this cannot be switched on yet.
 * @returns what is missing, in a sentence; the table is made all the same.
 */
async function backUp({ client, name, ask }: Table, clock: Clock): Promise<string | undefined> {
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
  const input = { TableName: name, PointInTimeRecoverySpecification };
  for (let tries = 1; ; tries += 1) {
    try {
      await ask(() => client.send(new UpdateContinuousBackupsCommand(input)));
      return undefined;
    } catch (error) {
      const cause = error instanceof Error ? error.cause : undefined;
      if (isTooEarly(cause) && tries < TRIES) {
        await clock.sleep(SECOND);
        continue;
      }
      return unrecoverable(name, whyOf(error));
    }
  }
}

function whyOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error ? cause.message : String(error);
}

const unrecoverable = (name: string, why: string): string =>
  `Point-in-time recovery is not switched on, so it can be restored to no moment: ${why}\n` +
  'Somebody with the right dynamodb:UpdateContinuousBackups does it with: ' +
  `aws dynamodb update-continuous-backups --table-name ${name} ` +
  '--point-in-time-recovery-specification PointInTimeRecoveryEnabled=true';

const TRIES = 20;
const LONGEST_S = 120;
