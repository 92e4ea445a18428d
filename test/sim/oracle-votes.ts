/** Whose word a grant rests on: checked when it is first ordered, by who was who at that moment. */

import type { CaseData, ReviewData } from './records.ts';
import type { Script } from './script.ts';
import { NEEDED, type Variant } from './town.ts';
import { EVERY_ACCOUNT, humanOf, keyOf, type Who } from './town-chats.ts';

/** What was seen of people, from outside. */
export interface PeopleSeen {
  /** When each account was last among the leads; infinite while it still is. */
  leadUntilMs(who: Who): number;
  /** Clicks that really were made, as `human drawing`. */
  readonly clicks: ReadonlySet<string>;
}

/** How old the directory's word may be: as long as a decision at the grant may take. */
const AGE_MS = 90_000;

export interface VoteRule {
  readonly id: string;
  readonly says: string;
  wrong(one: CaseData, seen: PeopleSeen, at: Moment): string | undefined;
}

export interface Moment {
  readonly nowMs: number;
  readonly sinceMs: number;
  readonly variant: Variant;
  readonly script: Script;
}

const enough: VoteRule = {
  id: 'I2',
  says: 'A grant rests on as many distinct leads as its rule asks, leads at that moment still.',
  wrong(one, seen, { nowMs, variant, script }) {
    // There the second evaluator says how many.
    if (script.policy) return undefined;
    const humans = new Set(
      one.reviews
        .filter((review) => review.verdict === 'approve')
        .map((review) => humanOf(review.by.key))
        .filter((human) => wasLead(human, seen, nowMs)),
    );
    for (const own of parties(one)) humans.delete(own);
    const ofRule = NEEDED[one.request.entitlement as keyof typeof NEEDED];
    const needed = ofRule[variant];
    return humans.size >= needed ? undefined : `${humans.size} of ${needed} stand behind it`;
  },
};

const notOwn: VoteRule = {
  id: 'I3',
  says: 'Nobody approves their own access, by any account, and nobody counts twice.',
  wrong(one) {
    const humans = one.reviews.map((review) => humanOf(review.by.key));
    if (parties(one).some((own) => humans.includes(own))) return 'approved by its own requester';
    return new Set(humans).size === humans.length ? undefined : 'one human counts twice';
  },
};

const failClosed: VoteRule = {
  id: 'I15',
  says: 'Nothing is granted while the directory has been silent for a minute.',
  wrong({ request }, __, { sinceMs, script }) {
    // Who may break the glass may be on a list here: the second evaluator knows.
    if (request.breakGlass) return undefined;
    const silent = script.troubles.some(
      (one) =>
        one.kind === 'outage' &&
        one.port === 'directory' &&
        one.replica === undefined &&
        one.fromMs + 60_000 <= sinceMs &&
        sinceMs < one.toMs,
    );
    return silent ? 'granted without knowing anybody' : undefined;
  },
};

export const VOTE_RULES = [enough, notOwn, failClosed] as const;

/** I21: a verdict is on record only if that person really clicked, on that very drawing. */
export function uncalledFor(reviews: readonly ReviewData[], seen: PeopleSeen): string | undefined {
  const found = reviews.find(
    ({ by, drawing }) => !seen.clicks.has(`${humanOf(by.key)} ${drawing}`),
  );
  return found && `${humanOf(found.by.key)} never clicked on ${found.drawing}`;
}

/** I3 as well: nobody says of their own that it was right to break the glass. */
export function judgedByOwn(one: CaseData): string | undefined {
  const by = one.review?.by;
  return by && parties(one).includes(humanOf(by.key)) ? 'reviewed by its own requester' : undefined;
}

/** I2 as well: nobody breaks the same glass twice, but on the word that the last time was right. */
export function brokenAgain(one: CaseData, cases: readonly CaseData[]): string | undefined {
  const { requester, entitlement, breakGlass } = one.request;
  const before = cases.find(
    ({ id, request, grant, review }) =>
      id !== one.id &&
      request.breakGlass === true &&
      request.entitlement === entitlement &&
      humanOf(request.requester.key) === humanOf(requester.key) &&
      grant?.activeMs !== undefined &&
      review?.verdict !== 'justified',
  );
  return breakGlass && before ? `opened first, and nobody said ${before.id} was right` : undefined;
}

const parties = ({ request }: CaseData): readonly string[] =>
  [request.requester, request.beneficiary].map(({ key }) => humanOf(key));

const wasLead = (human: string, seen: PeopleSeen, nowMs: number): boolean =>
  EVERY_ACCOUNT.some(
    (who) => humanOf(keyOf(who)) === human && seen.leadUntilMs(who) >= nowMs - AGE_MS,
  );
