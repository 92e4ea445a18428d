/** How a grant ended, as a whole: the weakest word of all its leases; and what may live on. */

import { phaseOf } from '../case-file/case-file.ts';
import { mayHaveOpened } from '../case-file/ending-word.ts';
import { endlessOf } from '../catalog/endless.ts';
import type { EndedHow, Grant } from '../grant/grant.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Line } from './card.ts';
import type { CaseView } from './case-view.ts';
import { say } from './line.ts';
import { wordsFor } from './words/words.ts';

export type Ending =
  | { readonly how: Exclude<EndedHow, 'kept'> }
  | { readonly how: 'kept'; readonly keptFor?: string; readonly keptUntilMs?: EpochMs };

export function endingOf(grant: Grant): Ending {
  const endings = grant.leases.flatMap(({ report }) => (report.state === 'ended' ? [report] : []));
  const kept = endings.find((report) => report.how === 'kept');
  if (kept) return { ...kept, how: 'kept' };
  // Two operators gave up on AWS's word: whatever it says later, that is how it ended.
  if (grant.writeOff && endings.length < grant.leases.length) return { how: 'written-off' };
  const how = endings.find((report) => report.how !== 'never-given')?.how ?? 'never-given';
  return { how: how === 'kept' ? 'removed' : how };
}

/** Role sessions opened before the end may live until then; undefined when none can. */
export function tailUntil(grant: Grant, tailMs: number): EpochMs | undefined {
  const endMs = grant.endMs ?? grant.notAfterMs;
  return tailMs > 0 && mayHaveOpened(grant) ? endMs + tailMs : undefined;
}

/** Until then a token of AWS's may open a session; undefined where none can, or it is not known. */
export function tokensUntil({ leases }: Grant): EpochMs | undefined {
  const times = leases.flatMap(({ report }) =>
    report.state === 'ended' ? (report.tokensUntilMs ?? []) : [],
  );
  return times.length > 0 ? Math.max(...times) : undefined;
}

/** What it may have opened, or is about to, that nothing ends. */
export function endlessLines({ file, reader }: CaseView): readonly Line[] {
  const phase = phaseOf(file);
  const isAhead = phase === 'pending' || phase === 'scheduled' || phase === 'provisioning';
  if (!isAhead && !(file.grant && mayHaveOpened(file.grant))) return [];
  const { endless } = wordsFor(reader.locale);
  return endlessOf(file.request.facts).map((one) => say`${endless[one]}`);
}

/** How many sessions were ended with it. */
export const sessionsEnded = ({ leases }: Grant): number =>
  leases.reduce(
    (sum, { report }) =>
      sum + (report.state === 'ended' ? (report.sessions ?? 0) + (report.late ?? 0) : 0),
    0,
  );
