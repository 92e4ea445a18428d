/** What must hold when everything has healed and come to rest. */

import type { Slot } from '../../src/holding/slot.ts';
import type { Board } from './board.ts';
import { idOn } from './board.ts';
import type { Cloud } from './cloud.ts';
import { OPS_ANEW } from './groups.ts';
import { SECRET } from './gate.ts';
import { type CaseData, FINAL, type HeadData, phaseOf, type SealedData } from './records.ts';
import { sealOf } from './oracle-commit.ts';
import { untrue } from './oracle-cards.ts';
import { leftWaiting } from './oracle-desk.ts';
import type { Breach } from './oracle-cloud.ts';
import type { Chats } from './town-chats.ts';

export interface Rest {
  readonly cases: readonly CaseData[];
  readonly heads: readonly HeadData[];
  readonly logged: readonly SealedData[];
  readonly cloud: Cloud;
  readonly board: Board;
  readonly chats: Chats;
  /** Lines and notices ever owed, by case. */
  readonly owed: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Nothing left to wait for, fences apart. */
export const isAtRest = (cases: readonly CaseData[], cloud: Cloud, withFences: boolean): boolean =>
  cases.every((one) => FINAL.includes(phaseOf(one)) && one.owed.length === 0) &&
  standing(cloud).every(({ kind, isForeign }) => isForeign || (kind === 'fence' && !withFences));

function standing(cloud: Cloud) {
  const { shells, runs, requests } = cloud;
  const others = { session: shells.users(), run: runs.users(), request: requests.users() };
  const open = Object.entries(others).flatMap(([kind, users]) =>
    [...users].map((user) => ({ user, kind, isForeign: requests.foreign.has(user) })),
  );
  const slots = [...cloud.users.all()].flatMap(([user, { slots }]) =>
    [...slots.values()].map((slot) => ({
      user,
      kind: slot.kind,
      isForeign: isByAnother(cloud, user, slot),
    })),
  );
  return [...slots, ...open];
}

/** A membership that somebody else gave; and over one in a group of that name a fence stays. */
function isByAnother({ foreign, groups }: Cloud, user: string, slot: Slot): boolean {
  if (slot.kind === 'fence') return groups.byHand.has(user);
  if (slot.kind !== 'member') return false;
  return slot.group === OPS_ANEW ? groups.byHand.has(user) : foreign.has(user);
}

export function* atRest(rest: Rest, withFences: boolean): Iterable<Breach> {
  const { cases, cloud } = rest;
  for (const one of cases) {
    const phase = phaseOf(one);
    if (!FINAL.includes(phase)) yield { id: 'I5', what: `${one.id} is ${phase} for ever` };
    const [first] = one.owed;
    if (first) yield { id: 'I6', what: `${one.id} still owes ${first.key}` };
    yield* said(rest, one);
  }
  for (const { user, kind, isForeign } of standing(cloud)) {
    if (isForeign || (kind === 'fence' && !withFences)) continue;
    yield { id: 'I8', what: `a ${kind} of ${user} stands for nobody` };
  }
  // Whoever deleted a group has put everybody out of it.
  const isDeleted = cloud.groups.deletedMs <= cloud.nowMs;
  for (const user of isDeleted ? [] : cloud.foreign) {
    if (!cloud.user(user).slots.has('member ops')) {
      yield { id: 'I10', what: `${user} lost a membership that was not ours` };
    }
  }
  for (const user of cloud.groups.kept) {
    if (!cloud.user(user).slots.has(`member ${OPS_ANEW}`)) {
      yield { id: 'I10', what: `${user} lost a membership that was not ours` };
    }
  }
  yield* untrue(rest.board, cases, rest.chats);
  yield* doubled(cloud);
  yield* leftWaiting(cloud, cases, rest.heads);
  for (const user of cloud.shells.wronged) {
    yield { id: 'I10', what: `${user} lost a session that was opened by other rights` };
  }
  for (const head of rest.heads) yield* whole(head, rest.logged);
  yield* secrets(rest);
}

/** I14: one run is one start, however often it was sent. */
function* doubled({ runs }: Cloud): Iterable<Breach> {
  const names = runs.started.map(({ name, slot }) => `${slot.grant} ${name}`);
  const work = runs.started.filter(({ slot }) => slot.purpose === 'work');
  const targets = work.map(({ slot }) => `work of ${slot.target}`);
  for (const list of [names, targets]) {
    const twice = list.find((one, at) => list.indexOf(one) !== at);
    if (twice !== undefined) yield { id: 'I14', what: `${twice} was started twice` };
  }
}

/** I6: whatever was owed to a thread stands there, and a card that is over takes no more clicks. */
function* said({ board, owed }: Rest, one: CaseData): Iterable<Breach> {
  const roots = [...board.messages.values()].filter(({ looks }) =>
    looks.some((look) => 'quoted' in look && idOn(look) === one.id),
  );
  if (roots.length === 0) yield { id: 'I6', what: `${one.id} has no card` };
  const lines = roots.reduce((sum, { message }) => sum + board.thread(message), 0);
  const owedLines = [...(owed.get(one.id) ?? [])].filter((key) => key.startsWith('line:'));
  if (lines < owedLines.length) {
    yield { id: 'I6', what: `${one.id}: ${lines} lines for ${owedLines.length} facts` };
  }
}

/** I17: what an error said stays in the log, which hides secrets, and out of all that is kept. */
function* secrets({ board, heads, logged }: Rest): Iterable<Breach> {
  const kept = { 'a message': [...board.messages.values()], 'a record': heads, 'the log': logged };
  for (const [where, what] of Object.entries(kept)) {
    if (JSON.stringify(what).includes(SECRET)) yield { id: 'I17', what: `${where} holds a secret` };
  }
}

/** I4: no fact is missing, neither from the log nor from the head. */
function* whole(head: HeadData, logged: readonly SealedData[]): Iterable<Breach> {
  const known = new Map<number, SealedData>();
  for (const one of logged) if (one.record === head.key) known.set(one.seq, one);
  for (const one of head.sealed) known.set(one.seq, one);
  for (let seq = 1; seq <= head.chain.seq; seq += 1) {
    const one = known.get(seq);
    if (!one || one.hash !== sealOf(one)) {
      yield { id: 'I4', what: `${head.key} lost fact ${seq}` };
      return;
    }
  }
}
