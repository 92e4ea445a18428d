/** The request form for one person: what they may ask for, and what is known of the choice. */

import { ALSO, alsoTyped } from '../card/also-field.ts';
import type { Choice, Form, Typed } from '../card/form.ts';
import type { NodesToPick } from '../card/node-field.ts';
import { breakGlassForm } from '../card/break-glass-form.ts';
import { type Chosen, requestForm, type RequestFormInput } from '../card/request-form.ts';
import type { Entitlement } from '../catalog/entitlement.ts';
import { cleanLine } from '../card/sanitize.ts';
import { accountField, accountTyped } from '../catalog/account-choice.ts';
import { pickedFrom } from '../catalog/pick.ts';
import { MINUTE } from '../kernel/time.ts';
import type { PersonKey } from '../kernel/brand.ts';
import type { Person, Reader } from '../kernel/person.ts';
import type { Requirement } from '../policy/decision.ts';
import { reviewersIn } from '../request/after-review.ts';
import { everybodyIn, whoName } from '../policy/eligibility.ts';
import type { Groups, Who } from '../policy/rule.ts';
import { addedChoices, approverChoices, withoutThem } from './added-approvers.ts';
import type { Context } from './context.ts';
import { decideAmong } from './decide-case.ts';
import { groupsOf } from './group-members.ts';
import { askable } from './look-up.ts';

/** More choices than a platform shows are searched for instead. */
export const CHOICES_SHOWN = 100;
/** The others are found by their names. */
const PEOPLE_SHOWN = 15;

export const formFor = async (
  ctx: Context,
  person: Person,
  reader: Reader,
  typed: Typed,
): Promise<Form> => requestForm(await inputFor(ctx, person, reader, typed, false));

/** The same for those who may open it before anybody approves. */
export const breakGlassFormFor = async (
  ctx: Context,
  person: Person,
  reader: Reader,
  typed: Typed,
): Promise<Form> => breakGlassForm(await inputFor(ctx, person, reader, typed, true));

async function inputFor(
  ctx: Context,
  person: Person,
  reader: Reader,
  typed: Typed,
  breakGlass: boolean,
): Promise<RequestFormInput> {
  const groups = await groupsOf(ctx, 15 * 60_000);
  const { ids, silence } = askable(ctx, person, groups, breakGlass);
  const { entitlements } = ctx.config.catalog;
  const eligible = ids.flatMap((id) => entitlements.get(id) ?? []);
  const only = eligible.length === 1 ? eligible[0]?.id : undefined;
  const id = typed.entitlement ?? only;
  const chosen = eligible.find((one) => one.id === id);
  const wanted = addedChoices(ctx, person.key, alsoTyped(typed[ALSO] ?? ''));
  const whom = { person, groups, breakGlass };
  return {
    choices: eligible.map((one) => choiceOf(one, reader)),
    ...(chosen ? { chosen: await about(ctx, whom, chosen, typed, wanted) } : {}),
    also: wanted,
    offered: approverChoices(ctx, person, '', PEOPLE_SHOWN),
    typed,
    ...(silence ? { silence } : {}),
    catalog: ctx.config.catalog,
    operators: ctx.config.operators.contact,
    reader,
  };
}

interface Whom {
  readonly person: Person;
  readonly groups: Groups;
  readonly breakGlass: boolean;
}

export const choiceOf = ({ id, title }: Entitlement, reader: Reader): Choice => ({
  value: id,
  label: title[reader.locale] ?? title.en,
});

/** What is said under the choice before anything is sent: the cap, and who will decide. */
async function about(
  ctx: Context,
  { person, groups, breakGlass }: Whom,
  entitlement: Entitlement,
  typed: Typed,
  wanted: readonly Choice[],
): Promise<Chosen> {
  const added = wanted.map(({ value, label }): Who => ({ person: label, key: value as PersonKey }));
  const parties = { requester: person, beneficiary: person };
  const more = added.length > 0 ? { added } : {};
  const ask = { ...parties, entitlement, durationMs: MINUTE, breakGlass, ...more };
  const decision = await decideAmong(ctx, ask, groups, 15 * MINUTE);
  const pick = pickingOf(ctx, entitlement);
  const said = typed[accountField(entitlement.id)] ?? '';
  const account = accountTyped(said, entitlement.accounts ?? [], ctx.config.catalog);
  const chosen = {
    entitlement,
    ...(pick ? { pick } : {}),
    ...(account === undefined ? {} : { account }),
  };
  if (decision.kind === 'forbidden') {
    return { ...chosen, refusal: withoutThem(ctx, decision.refusal, added) };
  }
  if (decision.kind === 'break-glass') {
    const { review, maxMs } = decision;
    const whom = reviewersIn(review.from);
    const reviewers = { from: whom.map(whoName), ...everybodyIn(1, whom) };
    return { ...chosen, maxMs, review: { ...reviewers, withinMs: review.withinMs } };
  }
  const levels = decision.stages.flatMap(({ requirements }, stage) =>
    requirements.map((one) => demandOf(one, stage)),
  );
  return { ...chosen, maxMs: decision.maxMs, levels };
}

const demandOf = ({ level, count, from, escalate }: Requirement, stage: number) => {
  const { afterMs = 0, to = [] } = escalate ?? {};
  const later = escalate && { escalate: { afterMs, to: to.map(whoName) } };
  return { level, count, from: from.map(whoName), stage, ...later, ...everybodyIn(count, from) };
};

/** What there is to pick from, as it is known here: undefined where nothing is picked. */
export function pickingOf(ctx: Context, { targets }: Entitlement): NodesToPick | undefined {
  const set = pickedFrom(targets);
  if (!set) return undefined;
  const known = ctx.nodes?.known(set);
  return { set, ...(known ? { known } : {}), nowMs: ctx.clock.nowMs() };
}

/** For approvers, who know machines by name; of those that are not in the list, nothing. */
export function nodeNames(
  ctx: Context,
  entitlement: Entitlement,
  picked: readonly string[],
): Readonly<Record<string, string>> {
  const byId = pickingOf(ctx, entitlement)?.known?.list.byId;
  const named = picked.flatMap((id) => {
    const name = cleanLine(byId?.get(id)?.name ?? '', LONGEST_NAME);
    return name === '' || name === id ? [] : [[id, name] as const];
  });
  return Object.fromEntries(named);
}

const LONGEST_NAME = 60;
