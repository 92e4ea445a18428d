/** Whether the work of today costs more for all that was done before. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './figure.ts';
import { DOWN_MS, firstRevocations, LIVE, OVERDUE } from './growth-boot.ts';
import { unitsOf } from './growth-dynamodb.ts';
import { type Cost, DEEDS, timesOf } from './growth-sqlite.ts';
import { FEW, livedHeads, storeManyCases } from './many-cases.ts';
import type { Report } from './report.ts';

const MANY = 1_000_000;
const MANY_ITEMS = 20_000;

export async function measureGrowth(): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-bench-'));
  const [few, many] = [join(folder, 'few.db'), join(folder, 'many.db')];
  try {
    const nowMs = Date.now();
    await storeManyCases(few, FEW, nowMs);
    const lived = await livedHeads(few);
    const [unitsFew, unitsMany] = await unitsOf(lived, [FEW, MANY_ITEMS], nowMs);
    if (!unitsFew || !unitsMany) throw new Error('Two tables were to be measured.');
    await storeManyCases(many, MANY, nowMs);
    const times = await timesOf(few, many, nowMs);
    const seconds = await firstRevocations(many);
    return report({ times, units: { few: unitsFew, many: unitsMany }, seconds });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Pair {
  readonly few: Cost;
  readonly many: Cost;
}

interface Measured {
  readonly times: Pair;
  readonly units: Pair;
  readonly seconds: readonly number[];
}

function report({ times, units, seconds }: Measured): Report {
  const rows = (what: string, { few, many }: Pair, digits: number) =>
    DEEDS.map((deed) => [
      `${deed}, ${what}`,
      few[deed].toFixed(digits),
      many[deed].toFixed(digits),
      (many[deed] / few[deed]).toFixed(2),
    ]);
  const worst = ({ few, many }: Pair) => Math.max(...DEEDS.map((deed) => many[deed] / few[deed]));
  const figure = (name: string, value: number, bound: number) =>
    ({ name: `growth.${name}`, value, bound: { is: '<=', value: bound } }) as const;
  return {
    title: 'What a million stored case files cost',
    notes: [
      `SQLite: ${FEW} against ${MANY} case files; medians of rounds in turn, in microseconds.`,
      `DynamoDB: ${FEW} against ${MANY_ITEMS}; read and write units by the sizes of items.`,
      'Claim: what is due, one of it loaded and claimed. Commit: a new case and its next version.',
      'List: the newest of a person, what is open of theirs, denials of a week, what is active.',
      `First revocation: a new process on ${MANY} case files with ${LIVE} live grants, all of them`,
      `due after ${DOWN_MS / 60_000} min of silence, ${OVERDUE} of them overdue; median of ` +
        `${seconds.length}, longest ${Math.max(...seconds).toFixed(2)} s.`,
    ],
    rows: [
      ['', 'few', 'many', 'ratio'],
      ...rows('us', times, 0),
      ...rows('units', units, 1),
      ['first revocation, s', '', median(seconds).toFixed(2), ''],
    ],
    figures: [
      figure('sqlite_time_ratio', worst(times), 1.5),
      figure('dynamodb_units_ratio', worst(units), 1.1),
      figure('first_revocation_s', median(seconds), 2),
    ],
  };
}
