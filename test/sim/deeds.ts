/** Carries out what somebody does: finds the card as a person would, and sends the click. */

import type { ButtonAction, Card } from '../../src/card/card.ts';
import type { PersonKey, RequestId } from '../../src/kernel/brand.ts';
import { type Access } from './access.ts';
import { type Board, buttonOf, idOn, type Message, shownTo } from './board.ts';
import type { Cloud } from './cloud.ts';
import type { Dice } from './dice.ts';
import type { People } from './people.ts';
import type { Replica } from './replica.ts';
import { requesterOf } from './requests.ts';
import type { Act, OtherDeed, Script } from './script.ts';
import { centerUserOf, USERS } from './town.ts';
import { actorAt, keyOf, typedIn, type Who } from './town-chats.ts';

/** What people see and can do. */
export interface Town {
  readonly script: Script;
  readonly board: Board;
  readonly cloud: Cloud;
  readonly people: People;
  readonly dice: Dice;
  readonly oracle: {
    readonly people: {
      clicked(actor: string, drawing: string): void;
      left(who: Who): void;
    };
    pulled(user: string): void;
    /** Somebody looks, and nothing may change by it. */
    looksOn(): void;
    looked(card: Card, askedMs: number): void;
  };
  /** One replica after the other gets the other configuration. */
  roll(): void;
  setBack(agoMs: number): void;
}

/** What reaches a replica; read off the screen now, delivered whenever. */
export interface Sent {
  readonly by: string;
  readonly act: (to: Replica) => Promise<unknown>;
  /** What they send a moment later, having read the answer. */
  readonly next?: (answer: unknown) => Sent | undefined;
}

export const justificationOf = (ask: number): string => `Ask ${ask}: the replica is stuck`;

/** Undefined when there is nothing to click on, or when it needs no replica. */
export function read(world: Town, deed: OtherDeed): Sent | undefined {
  const { act, who } = deed;
  const by = keyOf(who, typedIn(world.script, deed.number));
  const typed = (line: string): Sent => ({ by, act: ({ app }) => app.engine.command(by, line) });
  switch (act.do) {
    case 'ask':
      return act.isBroken
        ? { ...typed(`break-glass ${askLine(act)}`), next: confirmed(by) }
        : typed(askLine(act));
    case 'adopt':
      return typed('adopt');
    case 'approve':
      return press(world, who, act.ask, act.ago);
    case 'forge':
      return forge(world, who, act.ask);
    case 'shorter':
      return form(world, who, act.ask, 'approve-shorter', { time: '1m' });
    case 'judge': {
      const kind = act.isJustified ? 'review-justified' : 'review-unjustified';
      return form(world, who, act.ask, kind, { comment: 'As told in the thread.' });
    }
    case 'deny':
      return form(world, who, act.ask, 'deny', { comment: 'Not now.' });
    case 'end-now':
      return form(world, who, act.ask, 'end-now', {});
    case 'done':
    case 'cancel':
    case 'extend': {
      const found = world.board.card(justificationOf(act.ask));
      const rest = act.do === 'extend' ? ' 3m Not done yet' : '';
      return found && typed(`${act.do} ${idOn(found.card)}${rest}`);
    }
    case 'revoke': {
      const found = world.board.card(justificationOf(act.ask));
      return found && { by: 'cli', act: ({ app }) => app.revoke(idOn(found.card) as RequestId) };
    }
    case 'leave':
    case 'join':
    case 'quit':
    case 'configure':
    case 'grab':
    case 'pull':
    case 'file':
    case 'elsewhere':
    case 'look':
    case 'set-back':
      return undefined;
  }
}

/** What happens without any replica. */
export function happen(world: Town, { act, who }: OtherDeed): void {
  const { people, cloud } = world;
  if (act.do === 'leave') {
    world.oracle.people.left(who);
    people.leads.delete(who);
  }
  if (act.do === 'pull') {
    cloud.pull(userOf(who));
    world.oracle.pulled(userOf(who));
  }
  if (act.do === 'file') {
    const { ask, minutes, wantsOther = false } = act;
    const user = requesterOf(userOf(who));
    cloud.requests.file(user, justificationOf(ask), minutes * 60_000, wantsOther);
  }
  if (act.do === 'elsewhere') cloud.requests.decide(justificationOf(act.ask), act.how);
  if (act.do === 'join') people.leads.add(who);
  else if (act.do === 'quit') people.left.add(who);
  else if (act.do === 'configure') world.roll();
  else if (act.do === 'set-back') world.setBack(act.agoMs);
  else if (act.do === 'grab') {
    const unseenMs = () => world.dice.int(9_000);
    for (const one of cloud.access) cloud.openSession(holderOf(one, who), one, unseenMs);
  }
}

export const userOf = (who: string): string => USERS[who] ?? '';
function holderOf(access: Access, who: string): string {
  if (access === 'Nodes') return requesterOf(userOf(who));
  return access === 'Sso' ? centerUserOf(who) : userOf(who);
}

function press(world: Town, who: Who, ask: number, ago: number): Sent | undefined {
  const found = world.board.card(justificationOf(ask), ago);
  const button = found && buttonFor(found, who, 'approve', ago);
  const by = found && actorAt(world.script.chats, who, found.channel);
  if (!found || !button || !by) return undefined;
  const { channel, message } = found;
  world.oracle.people.clicked(by, button.value);
  const place = { channel, message };
  const pressed = { action: 'approve', value: button.value, place } as const;
  return { by, act: ({ app }) => app.engine.press(by, pressed) };
}

/** On the drawing that is their own, where Teams has one for them. */
function buttonFor(
  found: Message & { readonly card: Card },
  who: Who,
  what: ButtonAction,
  ago = 0,
) {
  const own = ago === 0 ? shownTo(found, who) : undefined;
  return (own && buttonOf(own, what)) ?? buttonOf(found.card, what);
}

/** A true drawing on a message that is not the card, or a drawing nobody drew. */
function forge(world: Town, who: Who, ask: number): Sent | undefined {
  const found = world.board.card(justificationOf(ask));
  const by = found && actorAt(world.script.chats, who, found.channel);
  if (!found || !by) return undefined;
  const known = buttonOf(found.card, 'approve')?.value;
  const isCopy = known !== undefined && world.dice.chance(0.5);
  const value = isCopy ? known : `${idOn(found.card)}.${world.dice.hex(32)}`;
  const place = { channel: found.channel, message: isCopy ? 'm0' : found.message };
  const pressed = { action: 'approve', value, place } as const;
  return { by, act: ({ app }) => app.engine.press(by, pressed) };
}

function askLine({ entitlement, also, window, minutes, ask }: Extract<Act, { do: 'ask' }>): string {
  const more = also === undefined ? '' : ` also=${also}`;
  return `${entitlement}${more} ${window ?? `${minutes}m`} ${justificationOf(ask)}`;
}

/** Their word: on the offer that answers what they typed. */
function confirmed(by: PersonKey): (answer: unknown) => Sent | undefined {
  return (answer) => {
    const { reply = answer } = answer as { readonly reply?: unknown };
    const { form: shown } = reply as { readonly form?: { kind: string; drawing?: string } };
    if (shown?.kind !== 'break-glass-confirm' || !shown.drawing) return undefined;
    const sent = { kind: 'break-glass-confirm', drawing: shown.drawing, typed: {} } as const;
    return { by, act: ({ app }) => app.engine.submit(by, sent) };
  };
}

type FormKind = 'approve-shorter' | 'deny' | 'end-now' | 'review-justified' | 'review-unjustified';

function form(
  world: Town,
  who: Who,
  ask: number,
  kind: FormKind,
  typed: Readonly<Record<string, string>>,
): Sent | undefined {
  const found = world.board.card(justificationOf(ask));
  const button = found && buttonFor(found, who, kind);
  const by = found && actorAt(world.script.chats, who, found.channel);
  if (!button || !by) return undefined;
  world.oracle.people.clicked(by, button.value);
  const sent = { kind, drawing: button.value, typed };
  return { by, act: ({ app }) => app.engine.submit(by, sent) };
}
