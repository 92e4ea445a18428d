/** Watches the simulated world from outside, by rules that share no code with the core. */

import type { Card } from '../../src/card/card.ts';
import type { ApplyOrder } from '../../src/ports/grant-provider.ts';
import type { Board } from './board.ts';
import type { Cloud } from './cloud.ts';
import type { Loop } from './loop.ts';
import { Faces } from './oracle-cards.ts';
import { type Breach, CloudWatcher } from './oracle-cloud.ts';
import { ANY_RULES, CASE_RULES, HOLDING_RULES } from './oracle-commit.ts';
import { CopyWatcher } from './oracle-copy.ts';
import { decidedAlike } from './oracle-desk.ts';
import { atRest, isAtRest } from './oracle-end.ts';
import { GrantWatch } from './oracle-grants.ts';
import { Looks } from './oracle-looks.ts';
import { countedAgain } from './oracle-once.ts';
import { PeopleWatch } from './oracle-people.ts';
import { unproved } from './oracle-proof.ts';
import { Quiet } from './oracle-quiet.ts';
import { WRITE_RULES } from './oracle-groups.ts';
import { brokenAgain, judgedByOwn, uncalledFor } from './oracle-votes.ts';
import type { People } from './people.ts';
import type { CaseData, HeadData, HoldingData, SealedData } from './records.ts';
import type { Script } from './script.ts';
import type { Variant } from './town.ts';

export class Oracle {
  readonly breaches: (Breach & { readonly atMs: number })[] = [];
  readonly people: PeopleWatch;
  checks = 0;
  pages = 0;
  readonly #rough = { roughUntilMs: -Infinity, deafUntilMs: -Infinity };
  readonly #loop: Loop;
  readonly #cloud: Cloud;
  readonly #script: Script;
  readonly #startMs: number;
  readonly #watcher: CloudWatcher;
  readonly #heads = new Map<string, HeadData>();
  readonly #cases = new Map<string, CaseData>();
  readonly #owed = new Map<string, Set<string>>();
  readonly #grants: GrantWatch;
  readonly #faces = new Faces();
  readonly #quiet: Quiet;
  readonly #looks: Looks;
  #lookingAt = -1;
  #copy: CopyWatcher | undefined;

  constructor(loop: Loop, cloud: Cloud, people: People, script: Script) {
    this.#loop = loop;
    this.#cloud = cloud;
    this.people = new PeopleWatch(loop, people);
    this.#script = script;
    this.#grants = new GrantWatch(loop, script, this.people);
    this.#startMs = loop.nowMs;
    this.#watcher = new CloudWatcher(cloud);
    this.#quiet = new Quiet(cloud);
    this.#looks = new Looks(cloud);
  }

  /** Something went wrong, and may be felt for so long; `far` when only AWS did. */
  disturbed(untilMs: number, far: boolean): void {
    this.#rough.roughUntilMs = Math.max(this.#rough.roughUntilMs, untilMs);
    if (!far) this.#rough.deafUntilMs = Math.max(this.#rough.deafUntilMs, untilMs);
  }

  pulled(user: string): void {
    this.#watcher.pulled.add(user);
  }

  looksOn(): void {
    this.#lookingAt = this.#loop.steps;
  }

  looked(card: Card, askedMs: number): void {
    if (this.#copy) return;
    this.#note('I21', this.#faces.stale(card, askedMs), 'somebody who looked');
  }

  /** From then on what happened since is on no record: only what a copy may do is looked at. */
  setBack(heads: Iterable<HeadData>): void {
    this.#copy = new CopyWatcher(this.#cloud);
    this.#heads.clear();
    this.#cases.clear();
    for (const head of heads) {
      this.#heads.set(head.key, head);
      const { id } = head.body as CaseData;
      if (head.key.startsWith('case/')) this.#cases.set(id, head.body as CaseData);
    }
  }

  get cases(): readonly CaseData[] {
    return [...this.#cases.values()];
  }

  committed(head: HeadData, variant: Variant): void {
    const before = this.#heads.get(head.key);
    if (this.#lookingAt === this.#loop.steps) this.#note('I21', 'changed by a look', head.key);
    this.#heads.set(head.key, head);
    for (const rule of ANY_RULES) this.#note(rule.id, rule.wrong(before, head), head.key);
    if (this.#copy) return this.#copied(this.#copy, head);
    for (const one of this.#grants.asked(before, head, this.#cases, variant)) this.#add(one);
    if (head.key.startsWith('case/')) this.#onCase(before, head);
    if (head.key.startsWith('holding/')) this.#onHolding(before, head, variant);
  }

  #copied(copy: CopyWatcher, head: HeadData): void {
    copy.committed(head);
    const body = head.body as CaseData;
    if (head.key.startsWith('case/')) this.#cases.set(body.id, body);
  }

  #onCase(before: HeadData | undefined, head: HeadData): void {
    const [was, is] = [before as HeadData<CaseData> | undefined, head as HeadData<CaseData>];
    for (const rule of CASE_RULES) this.#note(rule.id, rule.wrong(was, is), head.key);
    const { id, owed, reviews, extensions } = is.body;
    this.#cases.set(id, is.body);
    this.#quiet.committed(was?.body, is.body);
    this.#faces.committed(is.body, this.#loop.nowMs);
    this.#note('I3', judgedByOwn(is.body), id);
    if (!was) this.#note('I2', brokenAgain(is.body, this.cases), id);
    const known = this.#owed.get(id) ?? new Set();
    for (const { key } of owed) known.add(key);
    this.#owed.set(id, known);
    if (was?.body.reviews === reviews && was.body.extensions === extensions) return;
    const all = [...reviews, ...extensions.flatMap((one) => one.reviews)];
    this.#note('I21', uncalledFor(all, this.people), id);
    this.#note('I14', countedAgain(is.body, this.cases, this.#script), id);
  }

  #onHolding(before: HeadData | undefined, head: HeadData, variant: Variant): void {
    const [was, is] = [before as HeadData<HoldingData> | undefined, head as HeadData<HoldingData>];
    for (const rule of HOLDING_RULES) this.#note(rule.id, rule.wrong(was, is), head.key);
    for (const one of unproved(was, is, this.#cloud)) this.#add(one);
    for (const one of this.#grants.ordered(is.body, this.#cases, variant)) this.#add(one);
  }

  sending({ holder, step }: Pick<ApplyOrder, 'holder' | 'step'>, replica: number): void {
    const { user, uniqueId } = holder;
    if (this.#copy) return this.#note('I20', this.#copy.sending(step), user);
    const isTheirs = (one: { readonly holder: HoldingData['holder'] }) =>
      one.holder.user === user && one.holder.uniqueId === uniqueId;
    const holding = [...this.#heads.values()].find(
      (one) => one.key.startsWith('holding/') && isTheirs(one.body as HoldingData),
    ) as HeadData<HoldingData> | undefined;
    const cases = [...this.#cases.values()].filter(({ request }) => isTheirs(request));
    const { nowMs } = this.#loop;
    const hands = { cloud: this.#cloud, pulled: this.#watcher.pulled };
    const sending = { user, uniqueId, step, replica, nowMs, holding, cases, ...hands };
    for (const rule of WRITE_RULES) this.#note(rule.id, rule.wrong(sending), user);
  }

  looking(holder: ApplyOrder['holder'], by: { readonly isAlive: boolean }): void {
    if (this.#copy) return;
    const weather = { nowMs: this.#loop.nowMs, ...this.#rough };
    for (const one of this.#looks.looking(holder, by, this.cases, weather)) this.#add(one);
  }

  /** After an event, up to the next one: until then nothing moves but the clock. */
  look(nextMs: number, isWhole = false): void {
    if (this.#copy) return;
    const { nowMs } = this.#loop;
    const untilMs = Math.max(nowMs, Math.min(nextMs, nowMs + 3_600_000) - 1);
    if (this.#quiet.lastsUntil(untilMs) && !isWhole) return;
    this.checks += 1;
    const cases = [...this.#cases.values()];
    const weather = { nowMs, ...this.#rough };
    for (const one of this.#watcher.look(cases, weather, untilMs)) this.#add(one);
    for (const one of decidedAlike(this.#cloud, cases)) this.#add(one);
    for (const one of this.#watcher.overdue(cases, weather)) this.#add(one);
    this.#quiet.looked(cases, weather, this.#watcher.lateMs);
  }

  logged(event: string, facts?: object): void {
    if (event !== 'work-failed') return;
    const { code } = facts as { readonly code?: string };
    if (code === 'invariant-broken' || code === 'unexpected') this.#note('I5', event, code);
  }

  isAtRest(withFences: boolean): boolean {
    return isAtRest([...this.#cases.values()], this.#cloud, withFences);
  }

  atEnd(board: Board, logged: readonly SealedData[], withFences: boolean): void {
    const left = this.#copy?.atEnd();
    if (left) return left.forEach((what) => this.#note('I20', 'is still there', what));
    const kept = { cases: this.cases, heads: [...this.#heads.values()], owed: this.#owed };
    const rest = { ...kept, logged, cloud: this.#cloud, board, chats: this.#script.chats };
    for (const one of atRest(rest, withFences)) this.#add(one);
  }

  #note(id: string, wrong: string | undefined, where: string): void {
    if (wrong !== undefined) this.#add({ id, what: `${where}: ${wrong}` });
  }

  #add(breach: Breach): void {
    const isKnown = this.breaches.some(({ id, what }) => id === breach.id && what === breach.what);
    if (!isKnown) this.breaches.push({ ...breach, atMs: this.#loop.nowMs - this.#startMs });
  }
}
