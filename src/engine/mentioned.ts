/** Whom a line calls: a group that its chat cannot mention is followed by its people. */

import type { AuditEvent, EventType } from '../audit/event.ts';
import type { Inline, Line } from '../card/card.ts';
import { joined, mention } from '../card/line.ts';
import { threadLine } from '../card/thread-line.ts';
import { wordsFor } from '../card/words/words.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { chatOf, type PersonKey } from '../kernel/brand.ts';
import { listedAs } from '../kernel/person.ts';
import type { Context } from './context.ts';
import { membersOf } from './group-members.ts';
import { nameOf, WARM_MS } from './resolve-person.ts';
import { channelReader } from './view-case.ts';

/** Of a larger group nobody is called by name: that would be everybody and so nobody. */
const MOST = 10;

type GroupPart = Extract<Inline, { group: string }>;

/** The sentence of a recorded fact as it goes into the thread; undefined where it has none. */
export async function spokenLine(
  ctx: Context,
  file: CaseFile,
  event: AuditEvent,
): Promise<Line | undefined> {
  const line = threadLine(event, channelReader(ctx));
  return line && CALLING.has(event.type) ? withPeople(ctx, file, line) : line;
}

const CALLING: ReadonlySet<EventType> = new Set(['approvers-reminded', 'level-escalated']);

async function withPeople(ctx: Context, file: CaseFile, line: Line): Promise<Line> {
  const parts = line.map(async (part) => ('group' in part ? called(ctx, file, part) : [part]));
  return joined(await Promise.all(parts), '');
}

async function called(ctx: Context, file: CaseFile, part: GroupPart): Promise<Line> {
  const chat = chatOf(file.card?.channel ?? '');
  const source = ctx.config.groups.get(part.group)?.source;
  const isMentioned = source?.kind === 'slack' && chat === 'slack';
  if (!source || isMentioned) return [part];
  const members = await membersOf(ctx, part.group, WARM_MS);
  if (!members.known) return [part];
  const people = stillAsked(ctx, file, members.keys).map((keys) => inChat(keys, chat));
  if (people.length === 0 || people.length > MOST) return [part];
  const whom = await Promise.all(
    people.map(async (key) => mention({ key, name: await nameOf(ctx, key) })),
  );
  return wordsFor(ctx.config.language).card.members(part, whom);
}

/** One list of accounts for each human who has neither asked nor approved. */
function stillAsked({ config }: Context, file: CaseFile, keys: readonly PersonKey[]) {
  const { requester, beneficiary } = file.request;
  const done = [requester, beneficiary, ...file.reviews.map(({ by }) => by)];
  const spoken = new Set(done.flatMap((one) => one.keys));
  const humans = new Map<PersonKey, readonly PersonKey[]>();
  for (const key of keys) {
    const known = listedAs(config.people.listed, [key]);
    const all = known?.keys ?? [key];
    if (!all.some((one) => spoken.has(one))) humans.set(known?.key ?? key, all);
  }
  return [...humans.values()];
}

/** By the account they have where the card is, so that it is heard there. */
const inChat = (keys: readonly PersonKey[], chat: string): PersonKey =>
  keys.find((key) => key.startsWith(`${chat}:`)) ?? (keys[0] as PersonKey);
