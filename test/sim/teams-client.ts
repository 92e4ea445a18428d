/** What clients of Teams do by themselves: send again, and have cards drawn for each person. */

import type { Card } from '../../src/card/card.ts';
import type { Look } from '../../src/engine/api.ts';
import { type Message, shownTo } from './board.ts';
import { ableOf, type Post } from './post.ts';
import type { Replica } from './replica.ts';
import { accountsIn, keyOf, type Who } from './town-chats.ts';

/** Whoever has the channels open asks at nearly the same time. */
const STORM_MS = 2_000;
/** Whoever is not answered asks again. */
const UNANSWERED_MS = 5_000;
const MOST_TIMES = 3;

export function everybodyLooks(post: Post): void {
  const { board, loop, dice, script } = post;
  for (const message of board.refreshes ? board.inTeams() : []) {
    for (const who of accountsIn(script.chats)) {
      if (shownTo(message, who)?.drawing === undefined) continue;
      loop.in(dice.int(STORM_MS), () => look(post, message, who));
    }
  }
}

function look(post: Post, message: Message, who: Who, times = 1): void {
  const { loop } = post;
  const before = shownTo(message, who);
  const drawing = before?.drawing;
  const to = ableOf(post);
  if (drawing === undefined) return;
  // While all of them are down nobody is heard at all: that is no try.
  if (!to) return void loop.in(UNANSWERED_MS, () => look(post, message, who, times));
  loop.in(UNANSWERED_MS, () => {
    if (times < MOST_TIMES && shownTo(message, who) === before) look(post, message, who, times + 1);
  });
  const askedMs = loop.nowMs;
  post.oracle.looksOn();
  const seen = to.app.engine.look(keyOf(who, 'teams'), drawing);
  void answered(post, { message, who, to, askedMs }, seen);
}

interface Asked {
  readonly message: Message;
  readonly who: Who;
  readonly to: Replica;
  readonly askedMs: number;
}

async function answered(post: Post, asked: Asked, answer: Promise<Look | undefined>) {
  const { message, who, to, askedMs } = asked;
  const say = (what: string) =>
    post.trace(to.number, `draws ${message.message} for ${who}: ${what}`);
  try {
    const seen = await answer;
    say(seen?.card.tone ?? 'nothing');
    if (!seen) return;
    message.views.set(who, shownOf(seen));
    post.oracle.looked(seen.card, askedMs);
  } catch (error) {
    say(String(error));
  }
}

/** Whoever may not decide may still ask why. */
function shownOf({ card, mayDecide }: Look): Card {
  if (mayDecide) return card;
  return { ...card, buttons: card.buttons.filter(({ action }) => action === 'why') };
}

/** The same activity, however often it comes: as the door of Teams takes it. */
export const handIn = ({ once }: Replica, activity: string, work: () => Promise<unknown>) =>
  new Promise<unknown>((resolve, reject) => {
    const ack = async (reply?: object) => resolve(reply);
    const taken = async () => ({ ack: { reply: await work() } });
    once.answer(activity, ack, taken).catch(reject);
  });
