/** Somebody says afterwards whether it was right: who they are, and whether it is theirs to say. */

import type { CaseFile } from '../case-file/case-file.ts';
import { notReviewable, reviewAfter } from '../case-file/review-after.ts';
import { countRefused } from '../case-file/refused.ts';
import { type PersonKey, requestOfDrawing } from '../kernel/brand.ts';
import { isSamePerson, type Person } from '../kernel/person.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import { breakGlassTerms } from '../policy/break-glass.ts';
import { everybodyIn, whoName } from '../policy/eligibility.ts';
import type { Who } from '../policy/rule.ts';
import { selectRules } from '../policy/select.ts';
import { humansAmong } from '../policy/separation.ts';
import { type AfterVerdict, reviewersIn } from '../request/after-review.ts';
import type { Context } from './context.ts';
import { freshened } from './decide-case.ts';
import { membersOf } from './group-members.ts';
import { changeCase } from './records.ts';
import { nameOf, resolveParty } from './resolve-person.ts';
import type { Acted } from './review-request.ts';
import { notByTheseRules } from './stopped.ts';

export interface Afterthought {
  readonly actor: PersonKey;
  /** Of the card as they saw it, whichever it was: what happened does not change. */
  readonly drawing: string;
  readonly verdict: AfterVerdict;
  readonly comment: string;
}

export async function reviewAfterwards(ctx: Context, act: Afterthought): Promise<Acted> {
  const { actor, drawing, verdict, comment } = act;
  const id = requestOfDrawing(drawing);
  const unknown = refuse('request-unknown', { typed: drawing.slice(0, 40) });
  if (!id) return unknown;
  const known = await resolveParty(ctx, actor);
  if (!known.ok) {
    const who = { key: actor, name: await nameOf(ctx, actor) };
    await changeCase(ctx, id, (file, nowMs) =>
      countRefused(file, who, 'review', known.code, nowMs),
    );
    return known;
  }
  const { person } = known.value;
  const outcome = await changeCase(ctx, id, async (file, nowMs) => {
    if (!file.drawings.some((one) => one.id === drawing)) return unknown;
    const no =
      notReviewable(file) ??
      (await notByTheseRules(ctx)) ??
      (await notTheirs(ctx, file, person, 60_000));
    return no ?? reviewAfter(file, { by: person, verdict, comment, drawing }, nowMs);
  });
  if (!outcome) return unknown;
  if (!outcome.ok) {
    await changeCase(ctx, id, (file, nowMs) =>
      countRefused(file, person, 'review', outcome.code, nowMs),
    );
  }
  return outcome;
}

/** Nobody reviews their own, by any alias; else whoever is in every list, as of now. */
export async function notTheirs(
  ctx: Context,
  file: CaseFile,
  person: Person,
  maxAgeMs: number,
): Promise<Refusal | undefined> {
  const lists = reviewersNow(ctx, file);
  const whom = reviewersIn(lists);
  const facts = { id: file.id, from: whom.map(whoName), ...everybodyIn(1, whom) };
  if (isOwn(ctx, file, person)) return refuse('own-review', facts);
  const silent: string[] = [];
  let isNamed = lists.length > 0;
  for (const from of lists) {
    const found = await among(ctx, from, person, maxAgeMs);
    silent.push(...found.silent);
    isNamed &&= found.isNamed;
  }
  if (isNamed) return undefined;
  return silent.length > 0
    ? refuse('directory-silent', { what: silent.join(', ') })
    : refuse('not-a-reviewer', facts);
}

/** As the rules are now; as they were where they do not allow it any more. */
export function reviewersNow(
  ctx: Context,
  { request, review }: Pick<CaseFile, 'request' | 'review'>,
): readonly (readonly Who[])[] {
  const entitlement = ctx.config.catalog.entitlements.get(request.entitlement);
  const looked = entitlement ? selectRules(ctx.config.rules, entitlement) : [];
  const rules = looked.flatMap(({ rule, used }) => (used ? [rule] : []));
  const { from } = breakGlassTerms(rules).review;
  return from.length > 0 && from.length === rules.length ? from : (review?.from ?? []);
}

function isOwn(ctx: Context, { request }: CaseFile, person: Person): boolean {
  const parties = [request.requester, request.beneficiary].map((one) => freshened(ctx, one));
  const humanOf = humansAmong([...parties, person], ctx.config.people.listed);
  const human = humanOf(person.key);
  return parties.some((one) => isSamePerson(one, person) || humanOf(one.key) === human);
}

/** Silence is no yes, and is said where it may be the reason. */
async function among(ctx: Context, from: readonly Who[], person: Person, maxAgeMs: number) {
  const silent: string[] = [];
  for (const who of from) {
    if ('key' in who && person.keys.includes(who.key)) return { isNamed: true, silent: [] };
    if (!('group' in who)) continue;
    const members = await membersOf(ctx, who.group, maxAgeMs);
    if (!members.known) silent.push(who.group);
    else if (members.keys.some((key) => person.keys.includes(key)))
      return { isNamed: true, silent: [] };
  }
  return { isNamed: false, silent };
}
