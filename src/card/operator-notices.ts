/** What the operators are told in their channel, with what they can do about it. */

import type { AuditEvent } from '../audit/event.ts';
import type { Drift, DriftKind } from '../holding/holding.ts';
import type { SlotId } from '../holding/slot.ts';
import { isIdentityStore, type PrincipalRef, type Reader } from '../kernel/person.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { Button, ButtonAction, Line, Notice } from './card.ts';
import type { CaseView } from './case-view.ts';
import { code, plainLine } from './line.ts';
import { refusalLine } from './refusal-text.ts';
import { threadLine } from './thread-line.ts';
import { type Words, wordsFor } from './words/words.ts';

/** A recorded fact of a case that operators should act on. */
export function operatorNotice(event: AuditEvent, view: CaseView): Notice {
  const { operator } = wordsFor(view.reader.locale);
  const { id } = view.file;
  const [first = [], ...rest] = linesOf(event, view, operator);
  return notice([operator.about(id, first), ...rest], [], view.reader);
}

function linesOf(event: AuditEvent, view: CaseView, operator: Words['operator']): readonly Line[] {
  const { file, title, reader, nowMs } = view;
  const { beneficiary, holder } = file.request;
  const who = beneficiary.name;
  if (event.type === 'revocation-overdue') {
    return [
      operator.overdue(who, title, event.facts.sinceMs, nowMs),
      operator.overdueMeans(),
      operator.overdueDo(file.id, holder.user),
    ];
  }
  if (event.type === 'grant-failed') {
    const { failure } = file.grant ?? {};
    return [operator.failed(who, title), ...(failure ? [refusalLine(failure, reader)] : [])];
  }
  if (event.type === 'write-off-proposed') {
    const { by, reason } = event.facts;
    return [operator.writeOffProposed(by, reason), operator.writeOffConfirm(file.id)];
  }
  if (event.type === 'written-off') {
    return [operator.writtenOff(event.facts.by, event.facts.reason)];
  }
  if (event.type === 'request-stuck') return [operator.stuck(title, event.facts.level)];
  const line = threadLine(event, reader) ?? [{ text: event.type }];
  return [operator.card(title, who, holder.user), line];
}

/** `handle` is what the buttons carry: which holding, which drift. */
export function driftNotice(
  drift: Drift,
  holder: PrincipalRef,
  handle: string,
  reader: Reader,
): Notice {
  const { operator } = wordsFor(reader.locale);
  const what = operator.driftWhat[drift.kind](slotLine(drift.slot, operator));
  const buttons = ORDERS[drift.kind].map((order): Button => {
    const action: ButtonAction = `drift-${order}`;
    return { action, label: operator.buttons[order], value: handle };
  });
  const user = code(holder.user);
  const where = isIdentityStore(holder.account)
    ? operator.driftInCenter(user)
    : operator.drift(user, holder.account);
  const why = drift.action === undefined ? [] : [operator.driftAllows(code(drift.action))];
  return notice([where, what, ...why], buttons, reader);
}

/** What an operator can order; what is mended anyhow is only told. */
const ORDERS: Readonly<Record<DriftKind, ReadonlyArray<'restore' | 'remove' | 'leave'>>> = {
  missing: ['restore', 'leave'],
  unexpected: ['remove', 'leave'],
  renamed: [],
  'fence-lost': [],
  'reach-widened': [],
  'reach-unfit': [],
  tampered: ['restore', 'leave'],
};

/** Things at AWS with our mark that no holding of this store knows. */
export interface Foreign {
  readonly account: string;
  readonly user: string;
  readonly slot: SlotId;
}

export function foreignNotice(shown: readonly Foreign[], total: number, reader: Reader): Notice {
  const { operator } = wordsFor(reader.locale);
  const rows = shown.map(({ account, user, slot }) =>
    operator.foreignOne(user, account, slotIdLine(slot, operator)),
  );
  const more = total > shown.length ? [operator.more(total - shown.length)] : [];
  const adopt: Button = { action: 'adopt', label: operator.buttons.adopt, value: 'adopt' };
  const lines = [operator.foreign(total), ...rows, ...more, operator.foreignDo()];
  return notice(lines, [adopt], reader);
}

/** The store is an older copy of itself: what it may do before somebody has looked. */
export function copyNotice(reader: Reader): Notice {
  const { operator } = wordsFor(reader.locale);
  const adopt: Button = { action: 'adopt', label: operator.buttons.adopt, value: 'adopt' };
  return notice([operator.copy(), operator.copyMeans(), operator.copyDo()], [adopt], reader);
}

const notice = (lines: readonly Line[], buttons: readonly Button[], reader: Reader): Notice => ({
  lines,
  buttons,
  summary: lines[0] ? plainLine(lines[0], reader) : '',
});

/** Somebody asked, and it is for the operators to mend what stands in the way. */
export function unfitNotice(who: string, title: string, why: Refusal, reader: Reader): Notice {
  const { operator } = wordsFor(reader.locale);
  const first =
    why.code === 'nobody-could-approve'
      ? [operator.nobody(who, title, why.facts.level)]
      : [operator.unfit(who, title), refusalLine(why, reader)];
  return notice(first, [], reader);
}

function slotIdLine(slot: SlotId, { slot: words }: Words['operator']): Line {
  if (slot.kind === 'member' || slot.kind === 'tag') return words[slot.kind](slot.group);
  if (slot.kind === 'fence' && slot.place.on === 'schedule') return words.schedule();
  return words[slot.kind]();
}

/** Of a slot's name, as `slotName` spells it: `member:prod-db`. */
function slotLine(name: string, { slot: words }: Words['operator']): Line {
  const at = name.indexOf(':');
  const [kind, rest] = at < 0 ? [name, ''] : [name.slice(0, at), name.slice(at + 1)];
  if (kind === 'member' || kind === 'tag') return words[kind](rest);
  if (name.startsWith('fence:schedule:')) return words.schedule();
  if (kind === 'run') return words.run();
  return kind === 'allow' || kind === 'fence' ? words[kind]() : words.other(name);
}
