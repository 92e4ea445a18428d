/** What cards show against what is on record: by tone and buttons, which nobody can misread. */

import type { Card } from '../../src/card/card.ts';
import { type Board, idOn, isCard, type Message, shownTo } from './board.ts';
import type { Breach } from './oracle-cloud.ts';
import { type CaseData, phaseOf } from './records.ts';
import { accountsIn, type Chats } from './town-chats.ts';

/** The two buttons that only some phases have. */
const TELLING: readonly string[] = ['approve', 'end-now'];

/** As anybody sees it; whoever has no say is shown no buttons. */
const faceOf = ({ tone, buttons }: Card): string =>
  [tone, ...TELLING.filter((action) => buttons.some((one) => one.action === action))].join(' ');

/** The glass was broken: bad until somebody says that it was right. */
function trueFace(one: CaseData): string {
  const face = plainFace(one);
  const isBad = one.review?.verdict === 'not-justified' || isReviewOwed(one);
  return isBad ? face.replace(/^\w+/, 'bad') : face;
}

function isReviewOwed({ review, grant }: CaseData): boolean {
  if (review?.state !== 'due') return false;
  const isOver = grant?.state === 'revoked' || grant?.state === 'failed';
  if (!isOver || grant.activeMs !== undefined) return true;
  return grant.leases.some(({ revision, report }) => revision > 0 && report.how !== 'never-given');
}

function plainFace(one: CaseData): string {
  const phase = phaseOf(one);
  const isAsked = one.extensions.some(({ state }) => state === 'pending');
  if (phase === 'active') return isAsked ? 'good approve end-now' : 'good end-now';
  if (phase === 'revoking') return one.grant?.overdueSaidMs === undefined ? 'waiting' : 'bad';
  if (one.request.elsewhere) return one.grant ? (FACES[phase] ?? phase) : 'over';
  return FACES[phase] ?? phase;
}

const FACES: Readonly<Record<string, string>> = {
  pending: 'waiting approve',
  scheduled: 'waiting end-now',
  provisioning: 'waiting end-now',
  revoked: 'over',
  cancelled: 'over',
  lapsed: 'over',
  denied: 'bad',
  failed: 'bad',
};

interface Faced {
  readonly face: string;
  untilMs: number;
}

/** How each case has looked, so that an answer can be held against the time it was asked in. */
export class Faces {
  readonly #faces = new Map<string, Faced[]>();

  committed(one: CaseData, nowMs: number): void {
    const known = this.#faces.get(one.id) ?? [];
    this.#faces.set(one.id, known);
    const last = known.at(-1);
    const face = trueFace(one);
    if (last?.face === face) return;
    if (last) last.untilMs = nowMs;
    known.push({ face, untilMs: Infinity });
  }

  /** I21: what is answered to somebody who looks has been true since they asked. */
  stale(card: Card, askedMs: number): string | undefined {
    const id = idOn(card);
    const since = (this.#faces.get(id) ?? []).filter(({ untilMs }) => untilMs >= askedMs);
    const face = faceOf(card);
    return since.some((one) => one.face === face) ? undefined : `${id} is shown as ${face}`;
  }
}

/** I6: in the end each card shows where its case stands, to everybody who looks at it. */
export function* untrue(board: Board, cases: readonly CaseData[], chats: Chats): Iterable<Breach> {
  const byId = new Map(cases.map((one) => [one.id, one]));
  for (const message of board.messages.values()) {
    const card = shownTo(message);
    const one = card && byId.get(idOn(card));
    if (!card || !one) continue;
    const misled = misledBy(message, one, chats);
    if (misled) yield { id: 'I6', what: `${misled} sees ${one.id} as it no longer is` };
  }
}

function misledBy(message: Message, one: CaseData, chats: Chats): string | undefined {
  const toneOf = (card: Card | undefined) => card && faceOf(card);
  const face = trueFace(one);
  if (message.channel.startsWith('19:')) {
    return accountsIn(chats).find((who) => toneOf(shownTo(message, who)) !== face);
  }
  // Said twice since an answer was lost: a click on the other one is told where the card is.
  const isOther = one.card?.message !== message.message;
  return isOther || toneOf(message.looks.findLast(isCard)) === face ? undefined : 'everybody';
}
