/** `prod-access audit verify` and `audit export`: exit 0 sound, 3 broken. */

import { exportAudit } from './audit-export.ts';
import { exportChains } from './export-chains.ts';
import { type AuditReport, sentenceOf, verifyAudit } from './audit-verify.ts';
import type { AuditSource } from './all-heads.ts';
import { readDay, readMoment } from '../kernel/moment.ts';
import { EXIT } from './command-table.ts';
import {
  aheadSentences,
  ledgerSentences,
  sinceSentence,
  soundSentence,
  waitSentences,
} from './ledger-text.ts';
import { verifyLedger } from './ledger-verify.ts';
import { SHOWN, someOf } from './some-of.ts';
import type { LedgerCheck, SecondPlace } from '../ports/ledger.ts';
import type { Terminal } from './terminal.ts';

export interface VerifyOptions {
  /** Whatever was found, and not some of each sort. */
  readonly all?: boolean | undefined;
}

export async function auditVerify(
  source: AuditSource,
  terminal: Terminal,
  options: VerifyOptions = {},
): Promise<number> {
  const report = await verifyAudit(source);
  if (report.ok) {
    terminal.say(`The log is sound: ${report.records} records, ${report.events} events.`);
    return EXIT.done;
  }
  complainOf(report, terminal, options);
  return EXIT.broken;
}

function complainOf(
  { faults }: Extract<AuditReport, { ok: false }>,
  terminal: Terminal,
  { all }: VerifyOptions,
): void {
  const most = all ? Infinity : SHOWN;
  const sentences = someOf(faults.map(sentenceOf), most, '; audit verify --all names them');
  for (const one of sentences) terminal.complain(one);
  if (faults.length > 1) terminal.complain(`${faults.length} records do not add up.`);
}

/** The ledger first, which names a record that is gone; then every chain by itself. */
export async function auditVerifyLedger(
  source: AuditSource,
  { place, check }: { readonly place: Pick<SecondPlace, 'all'>; readonly check: LedgerCheck },
  terminal: Terminal,
  options: VerifyOptions = {},
): Promise<number> {
  const report = await verifyLedger(source, place, check);
  const { faults, ahead, blocks, newest, since, isEmpty } = report;
  const most = options.all ? Infinity : SHOWN;
  if (faults.length > 0 || ahead) {
    const sentences = [
      ...ledgerSentences(faults, most),
      ...(ahead ? aheadSentences(ahead, most) : []),
    ];
    for (const sentence of sentences) terminal.complain(sentence);
    // Nor does a ledger that is no longer whole hide what is wrong with a chain.
    const chains = await verifyAudit(source);
    if (!chains.ok) complainOf(chains, terminal, options);
    return EXIT.broken;
  }
  const code = await auditVerify(source, terminal, options);
  if (code !== EXIT.done) return code;
  if (blocks === 0 && !isEmpty) {
    terminal.complain('The ledger has no block yet, so it vouches for nothing.');
    return EXIT.failed;
  }
  terminal.say(soundSentence(report));
  // It may have been switched off for a while, or a debt struck out: whoever reads this knows.
  for (const sentence of waitSentences(report, most)) terminal.say(sentence);
  if (!newest || !since) return code;
  const sentence = sinceSentence(newest, since);
  if (!since.isLong) terminal.say(sentence);
  else terminal.complain(sentence);
  return since.isLong ? EXIT.failed : code;
}

export interface ExportOptions {
  readonly format?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export async function auditExport(
  source: AuditSource,
  options: ExportOptions,
  terminal: Terminal,
): Promise<number> {
  const { format = 'jsonl' } = options;
  if (format !== 'jsonl' && format !== 'csv') {
    terminal.complain(`--format is jsonl or csv, not ${format}.`);
    return EXIT.usage;
  }
  const from = instantOf(options.from);
  const to = instantOf(options.to);
  if (Number.isNaN(from) || Number.isNaN(to)) {
    const odd = Number.isNaN(from) ? options.from : options.to;
    terminal.complain(
      `There is no day or instant ${odd}. --from and --to take 2026-11-01, or 2026-11-01T18:00Z.`,
    );
    return EXIT.usage;
  }
  if (from !== undefined && to !== undefined && to <= from) {
    terminal.complain('Nothing lies between: --to is not after --from, and is left out itself.');
    return EXIT.usage;
  }
  const span = {
    ...(from === undefined ? {} : { fromMs: from }),
    ...(to === undefined ? {} : { toMs: to }),
  };
  // A span begins in the middle of chains.
  const chains = Object.keys(span).length > 0 ? undefined : exportChains();
  const write = (part: string) => terminal.write(part);
  const { unreadable } = await exportAudit(source, { format, ...span }, write, chains);
  const strange = unreadable.map(
    ({ record, seq }) => `Event ${seq} of ${record} cannot be read: it is not what was recorded.`,
  );
  const broken = (await chains?.sentences(source)) ?? [];
  for (const sentence of someOf([...strange, ...broken])) terminal.complain(sentence);
  if (broken.length > 0)
    terminal.complain('What was written does not add up: audit verify says why.');
  return strange.length + broken.length > 0 ? EXIT.broken : EXIT.done;
}

function instantOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const moment = readMoment(text, 'UTC');
  return readDay(text) ?? (moment.ok ? moment.atMs : Number.NaN);
}
