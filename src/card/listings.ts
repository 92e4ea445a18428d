/** Lists people ask for: help, mine, pending, who, and why. */

import { phaseOf } from '../case-file/case-file.ts';
import { shortName } from '../catalog/account-choice.ts';
import type { Entitlement } from '../catalog/entitlement.ts';
import type { PersonKey } from '../kernel/brand.ts';
import type { Reader } from '../kernel/person.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { ExplainFacts, ExplainLine } from '../policy/explain.ts';
import { askedText } from './asked-time.ts';
import type { Line, Notice } from './card.ts';
import type { CaseView } from './case-view.ts';
import { mention, plainLine, say } from './line.ts';
import { extensionLines } from './notes.ts';
import { refusalLine } from './refusal-text.ts';
import { statusOf } from './status.ts';
import type { NameOf } from './words/explain-words.ts';
import { wordsFor } from './words/words.ts';

export function helpNotice({ locale }: Reader): Notice {
  const { listing } = wordsFor(locale);
  return { lines: listing.help(), buttons: [], summary: listing.helpSummary };
}

/** What one person asked for and holds. */
export function mineNotice(views: readonly CaseView[], reader: Reader): Notice {
  const { listing } = wordsFor(reader.locale);
  if (views.length === 0) return listed(listing.mineNone(), [], reader);
  const rows = views.map((view) => listing.row(view.file.id, askedFor(view), statusOf(view).line));
  return listed(say`${listing.mine}`, rows, reader);
}

/** What waits for one person's verdict; the card itself is in its channel. */
export function pendingNotice(views: readonly CaseView[], reader: Reader): Notice {
  const { listing } = wordsFor(reader.locale);
  if (views.length === 0) return listed(listing.pendingNone(), [], reader);
  const rows = views.flatMap((view) => {
    const { id, request } = view.file;
    const status = statusOf(view).line;
    return [
      listing.rowOf(id, request.requester.name, askedFor(view), status),
      listing.rowWhy(request.justification),
      ...extensionLines(view),
    ];
  });
  return listed(say`${listing.pending}`, rows, reader);
}

/** Who holds an entitlement, as of a moment, and whose access is being removed. */
export function whoNotice(
  entitlement: Entitlement,
  views: readonly CaseView[],
  nowMs: EpochMs,
  reader: Reader,
): Notice {
  const { listing } = wordsFor(reader.locale);
  const title = entitlement.title[reader.locale] ?? entitlement.title.en;
  if (views.length === 0) return listed(listing.whoNone(title, nowMs), [], reader);
  const rows = views.map((view) => {
    const { id, request } = view.file;
    const who = mention(request.beneficiary);
    const line = listing.holder(who, request.holder.user, id, holding(view, nowMs));
    const { account } = request;
    return account === undefined ? line : say`${line} · ${shortName(view.catalog, account)}`;
  });
  return listed(listing.who(title, nowMs), rows, reader);
}

function holding(view: CaseView, nowMs: EpochMs): Line {
  const { listing } = wordsFor(view.reader.locale);
  const { grant } = view.file;
  const phase = phaseOf(view.file);
  if (phase === 'provisioning') return listing.beingGiven();
  if (phase !== 'revoking' || !grant) return statusOf(view).line;
  return listing.beingRemoved(grant.endMs ?? grant.notAfterMs, nowMs);
}

/** `names` puts names to the keys that the lines mention. */
export function whyNotice(
  about: string,
  lines: readonly ExplainLine[],
  names: ReadonlyMap<PersonKey, string>,
  reader: Reader,
): Notice {
  const { explain } = wordsFor(reader.locale);
  const rows = lines.map((line) => explainLine(line, reader, (key) => names.get(key)));
  return { lines: [explain.heading(about), ...rows], buttons: [], summary: explain.summary(about) };
}

/** One line of an explanation as a sentence; `prod-access explain` prints the same. */
export function explainLine(line: ExplainLine, reader: Reader, nameOf: NameOf): Line {
  if (line.code === 'refused') return refusalLine(line.facts.refusal, reader);
  const sentence = wordsFor(reader.locale).explain[line.code] as (
    facts: ExplainFacts[typeof line.code],
    nameOf: NameOf,
    nowMs?: EpochMs,
  ) => Line;
  return sentence(line.facts, nameOf, reader.nowMs);
}

const askedFor = (view: CaseView): string =>
  wordsFor(view.reader.locale).card.headline(view.title, askedText(view.file.request.asked, view));

const listed = (heading: Line, rows: readonly Line[], reader: Reader): Notice => ({
  lines: [heading, ...rows],
  buttons: [],
  summary: plainLine(heading, reader),
});
