/**
 * Open sessions of Session Manager, by their owner. AWS takes six such calls a second, so where
 * many ask at once, one list of everybody's sessions says first whose are to be ended.
 */

import type { Session, SessionFilter } from '@aws-sdk/client-ssm';
import type { SessionId } from '../../src/holding/slot.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { type DurationMs, type EpochMs, SECOND } from '../../src/kernel/time.ts';
import type { Clients } from './clients.ts';
import { answered } from './iam-call.ts';
import type { Place } from './ssm-read.ts';
import { createTurns, type Turns } from './turns.ts';

export interface SessionsRead {
  readonly open: readonly SessionId[];
  /** Off the list of everybody's: what stands there is open, and there may be more of them. */
  readonly isListed: boolean;
}

export interface Which {
  /** Whether a whole list without them says enough: they are looked for again soon. */
  readonly isWatched?: boolean;
  /** Only those that were opened before. */
  readonly beforeMs?: EpochMs;
}

/**
 * @param owner the ARN, as AWS is asked for it.
 * @throws Fault where AWS does not say within seconds: what ends in IAM must not wait for it.
 */
export async function sessionsOf(
  place: Place,
  owner: string,
  { isWatched = false, beforeMs = Infinity }: Which = {},
): Promise<SessionsRead> {
  const desk = deskAt(place);
  if (desk.looks.waiting >= (isWatched ? 1 : CROWD)) {
    const list = nextList(desk, place);
    const { byOwner, isWhole } = await within(place, LIST_MS, (late) => soonest(list, late));
    const listed = byOwner.get(owner);
    if (listed) return { open: openedBefore(listed, beforeMs), isListed: true };
    if (isWatched && isWhole) return { open: [], isListed: false };
  }
  const own = [{ key: 'Owner' as const, value: owner }];
  const pages = () => readPages(place, MOST_PAGES, own);
  const { sessions, isWhole } = await inTurn(desk.looks, place, pages);
  if (!isWhole) throw new Fault('aws-unreachable', 'More pages of sessions than there can be.');
  return { open: openedBefore(sessions, beforeMs), isListed: false };
}

const openedBefore = (sessions: readonly Listed[], beforeMs: EpochMs): readonly SessionId[] =>
  sessions.filter(({ openedMs }) => openedMs < beforeMs).map(({ id }) => id);

/** Ends one, when its turn has come. */
export const endInTurn = <T>(place: Place, end: () => Promise<T>): Promise<T> =>
  inTurn(deskAt(place).ends, place, end);

const inTurn = <T>(turns: Turns, place: Place, work: () => Promise<T>, isFirst = false) =>
  within(place, TURN_MS, (late) => turns.run(work, late, isFirst));

/** By our clock, as the pauses of whoever is refused: not counted is how long a call takes. */
async function within<T>(
  { clients, signal }: Place,
  ms: DurationMs,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const [late, over] = [new AbortController(), new AbortController()];
  void clients.sleep(ms, over.signal).then(() => late.abort());
  try {
    return await work(AbortSignal.any([signal, late.signal]));
  } finally {
    over.abort();
  }
}

/** Less than what a claim lasts: nothing is left waiting that may no longer be sent. */
const TURN_MS = 4 * SECOND;
const LIST_MS = 2 * SECOND;
/** Once it is sent. */
const READ_MS = 4 * SECOND;
/** More would only be refused: two keep AWS as busy as it lets them, whatever they wait for. */
const AT_A_TIME = 2;
/** So many have to wait before a list, that may be none of theirs, is worth its call; of those who
 *  are only watched, anybody: they must not keep from AWS whoever has something to prove. */
const CROWD = 3;
const LIST_PAGES = 3;
const MOST_PAGES = 1_000;

/** What is asked of a Region of an account. */
interface Desk {
  readonly looks: Turns;
  readonly ends: Turns;
  /** Of the list that has not begun, and of the one before it. */
  next?: Promise<Everybody> | undefined;
  last: Promise<Everybody>;
}

interface Everybody {
  readonly byOwner: ReadonlyMap<string, readonly Listed[]>;
  /** Nobody else has one open. */
  readonly isWhole: boolean;
}
const NOBODY_KNOWN: Everybody = { byOwner: new Map(), isWhole: false };
const desks = new WeakMap<Clients, Map<string, Desk>>();

function deskAt({ clients, account, region }: Place): Desk {
  const known = desks.get(clients) ?? new Map<string, Desk>();
  desks.set(clients, known);
  const name = `${account} ${region}`;
  const [looks, ends] = [createTurns(AT_A_TIME), createTurns(AT_A_TIME)];
  const desk = known.get(name) ?? { looks, ends, last: Promise.resolve(NOBODY_KNOWN) };
  known.set(name, desk);
  return desk;
}

/** Begun after this was called: whoever comes while a list is read waits for the one after it. */
function nextList(desk: Desk, place: Place): Promise<Everybody> {
  desk.next ??= desk.last.then(() => {
    const forAll = { ...place, signal: NEVER };
    const pages = () => {
      desk.next = undefined;
      return readPages(forAll, LIST_PAGES);
    };
    const list = inTurn(desk.looks, forAll, pages, true);
    // Of a list that cannot be read nobody is the worse: each asks for their own.
    desk.last = list.then(inGroups, () => {
      desk.next = undefined;
      return NOBODY_KNOWN;
    });
    return desk.last;
  });
  return desk.next;
}

/** Whoever asks for it first may leave, and the list is for everybody. */
const NEVER = new AbortController().signal;

/** Nothing, where the list is not there in time. */
async function soonest(list: Promise<Everybody>, signal: AbortSignal): Promise<Everybody> {
  const late = Promise.withResolvers<Everybody>();
  const give = () => late.resolve(NOBODY_KNOWN);
  signal.addEventListener('abort', give, { once: true });
  if (signal.aborted) give();
  try {
    return await Promise.race([list, late.promise]);
  } finally {
    signal.removeEventListener('abort', give);
  }
}

interface Listed {
  readonly owner: string;
  readonly openedMs: EpochMs;
  readonly id: SessionId;
}

function inGroups({ sessions, isWhole }: Pages): Everybody {
  return { byOwner: Map.groupBy(sessions, ({ owner }) => owner), isWhole };
}

interface Pages {
  readonly sessions: readonly Listed[];
  readonly isWhole: boolean;
}

async function readPages(
  { clients, account, region, ...place }: Place,
  most: number,
  Filters?: SessionFilter[],
): Promise<Pages> {
  const [sdk, client] = await Promise.all([clients.ssmSdk(), clients.ssm(account, region)]);
  const signal = AbortSignal.any([place.signal, AbortSignal.timeout(READ_MS)]);
  const sessions: Listed[] = [];
  const asked = { State: 'Active' as const, ...(Filters ? { Filters } : { MaxResults: 200 }) };
  let next: string | undefined;
  for (let pages = 0; pages < most; pages += 1) {
    const command = new sdk.DescribeSessionsCommand({
      ...asked,
      ...(next ? { NextToken: next } : {}),
    });
    const send = () => client.send(command, { abortSignal: signal });
    const page = await answered('ssm:DescribeSessions', send);
    for (const session of page.Sessions ?? []) sessions.push(listedAs(session, region));
    next = page.NextToken;
    if (!next) return { sessions, isWhole: true };
  }
  return { sessions, isWhole: false };
}

/** Without a date it counts as older than anybody. */
function listedAs(session: Session, region: string): Listed {
  const { SessionId = '', Target = '', DocumentName = '', Owner = '', StartDate } = session;
  const id = { kind: 'session', region, session: SessionId, node: Target } as const;
  // Whoever starts one may name the document by its ARN.
  const document = DocumentName.split('/').at(-1) ?? '';
  const at = StartDate && { openedMs: StartDate.getTime() };
  return { owner: Owner, openedMs: at?.openedMs ?? 0, id: { ...id, document, ...at } };
}
