/** One person's night: asks, waits for the leads, holds, gives back; repeats what got no answer. */

import type { Message } from '../stand-ins/slack/conversation.ts';
import { ENTITLEMENTS, type EntitlementId, LEADS, slackId, type Town } from './town.ts';
import { pause } from './program.ts';

export type Way = 'done' | 'end-now' | 'time' | 'cancel';

export interface Plan {
  readonly who: string;
  readonly entitlement: EntitlementId;
  readonly way: Way;
  /** In nobody else's story: by it the case is known again. */
  readonly why: string;
  /** How long it is used before it is given back. */
  readonly holdMs: number;
  readonly approvers: readonly string[];
}

export interface Told extends Plan {
  readonly id: string;
  /** The requester was told that it is filed. */
  readonly acknowledged: boolean;
}

export async function live(town: Town, plan: Plan, giveUp: AbortSignal): Promise<Told> {
  const id = await ask(town, plan, giveUp);
  const card = () => newestCard(town, plan, id);
  if (plan.way === 'cancel') {
    await insist(town, plan.who, `cancel ${id}`, () => !says(town, card(), /waiting/), giveUp);
  } else {
    await approve(town, plan, card, giveUp);
    await until(() => says(town, card(), /active until|ended|could not be given/), giveUp);
    await pause(plan.holdMs);
    const [lead = ''] = plan.approvers;
    const isOver = () => says(town, card(), /ended|could not be given/);
    if (plan.way === 'done') await insist(town, plan.who, `done ${id}`, isOver, giveUp);
    if (plan.way === 'end-now') await insist(town, lead, `revoke ${id}`, isOver, giveUp);
  }
  await until(() => says(town, card(), FINAL), giveUp);
  const filed = town.slack
    .as(slackId(plan.who))
    .whispers.some((one) => town.slack.plainText(one).includes(`${id} is filed`));
  return { ...plan, id, acknowledged: filed };
}

export const FINAL =
  /access removed|access stays for|withdrawn|could not be given|nothing had been/;
const RETRY_MS = 4_000;

/** Types the same line again until its card is there: they cannot know whether it arrived. */
async function ask(town: Town, plan: Plan, giveUp: AbortSignal): Promise<string> {
  const { who, entitlement, way, why } = plan;
  const cards = () =>
    town.slack
      .messages(channelOf(entitlement))
      .filter((one) => !one.threadTs && says(town, one, why));
  const line = `${entitlement} ${way === 'time' ? '1m' : '30m'} ${why}`;
  await insist(town, who, line, () => cards().length > 0, giveUp);
  return /PA-\w+/.exec(town.slack.plainText(cards()[0] as Message))?.[0] ?? '';
}

async function approve(
  town: Town,
  { approvers, entitlement }: Plan,
  card: () => Message | undefined,
  giveUp: AbortSignal,
): Promise<void> {
  for (let turn = 0; says(town, card(), /waiting/); turn += 1) {
    if (giveUp.aborted) throw new Error(`Nobody was heard on ${card()?.text}`);
    const lead = approvers[turn % approvers.length] ?? '';
    const cards = town.slack
      .messages(channelOf(entitlement))
      .filter((one) => !one.threadTs && one.text.slice(0, 8) === card()?.text.slice(0, 8));
    // Where a post was made twice, one of the two is not the card any more: they try the other.
    const one = cards[Math.floor(turn / approvers.length) % cards.length];
    const click = one && town.slack.as(slackId(lead)).click(one.channel, one.ts, 'Approve');
    await click?.catch(() => undefined);
    await pause(400);
  }
}

/** A command, again and again, until it shows. */
async function insist(
  town: Town,
  who: string,
  line: string,
  shows: () => boolean,
  giveUp: AbortSignal,
): Promise<void> {
  while (!shows()) {
    if (giveUp.aborted) throw new Error(`${who} typed in vain: ${line}`);
    const answer = await town.slack.as(slackId(who)).command('/prod-access', line);
    const endMs = performance.now() + (answer.status === 200 ? RETRY_MS : 300);
    while (!shows() && performance.now() < endMs) await pause(100);
  }
}

async function until(holds: () => boolean, giveUp: AbortSignal): Promise<void> {
  while (!holds()) {
    if (giveUp.aborted) throw new Error(`Waited in vain until ${String(holds)}`);
    await pause(100);
  }
}

/** Of a card that was posted twice, the one that is kept up to date. */
export function newestCard(town: Town, plan: Plan, id: string): Message | undefined {
  const cards = cardsOf(town, plan.entitlement, id);
  return cards.findLast((one) => !says(town, one, /waiting, 0/)) ?? cards.at(-1);
}

export const cardsOf = (town: Town, entitlement: EntitlementId, id: string): readonly Message[] =>
  town.slack.messages(channelOf(entitlement)).filter((one) => !one.threadTs && says(town, one, id));

export const says = (town: Town, one: Message | undefined, what: string | RegExp): boolean => {
  const text = one ? town.slack.plainText(one) : '';
  return typeof what === 'string' ? text.includes(what) : what.test(text);
};

export const channelOf = (id: EntitlementId): string =>
  ENTITLEMENTS.find((one) => one.id === id)?.channel ?? '';

export const leadsFor = (id: EntitlementId): readonly string[] =>
  LEADS.slice(0, ENTITLEMENTS.find((one) => one.id === id)?.count ?? 1);
