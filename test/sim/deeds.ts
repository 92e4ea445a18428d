/** Carries out what somebody does: finds the card as a person would, and sends the click. */

import type { PersonKey, RequestId } from '../../src/kernel/brand.ts';
import { type Board, buttonOf, idOn } from './board.ts';
import { type Access } from './access.ts';
import type { Cloud } from './cloud.ts';
import type { Dice } from './dice.ts';
import type { People } from './people.ts';
import type { Replica } from './replica.ts';
import { requesterOf } from './requests.ts';
import type { Deed } from './script.ts';
import { centerUserOf, CHANNEL, keyOf, USERS, type Who } from './town.ts';

/** What people see and can do. */
export interface Town {
  readonly board: Board;
  readonly cloud: Cloud;
  readonly people: People;
  readonly dice: Dice;
  readonly oracle: {
    clicked(actor: string, drawing: string): void;
    left(who: Who): void;
    pulled(user: string): void;
  };
  /** One replica after the other gets the other configuration. */
  roll(): void;
}

/** What reaches a replica; read off the screen now, delivered whenever. */
export type Sent = (to: Replica) => Promise<unknown>;

export const justificationOf = (ask: number): string => `Ask ${ask}: the replica is stuck`;

/** Undefined when there is nothing to click on, or when it needs no replica. */
export function read(world: Town, deed: Deed): Sent | undefined {
  const { act, who } = deed;
  const actor = keyOf(who) as PersonKey;
  switch (act.do) {
    case 'ask': {
      const time = act.window ?? `${act.minutes}m`;
      const line = `${act.entitlement} ${time} ${justificationOf(act.ask)}`;
      return ({ app }) => app.engine.command(actor, line);
    }
    case 'approve':
      return press(world, actor, act.ask, act.ago);
    case 'forge':
      return forge(world, actor, act.ask);
    case 'shorter':
      return form(world, actor, act.ask, 'approve-shorter', { time: '1m' });
    case 'deny':
      return form(world, actor, act.ask, 'deny', { comment: 'Not now.' });
    case 'end-now':
      return form(world, actor, act.ask, 'end-now', {});
    case 'done':
    case 'cancel':
    case 'extend': {
      const found = world.board.card(justificationOf(act.ask));
      if (!found) return undefined;
      const line = `${act.do} ${idOn(found.card)}${act.do === 'extend' ? ' 3m Not done yet' : ''}`;
      return ({ app }) => app.engine.command(actor, line);
    }
    case 'revoke': {
      const found = world.board.card(justificationOf(act.ask));
      return found && (({ app }) => app.revoke(idOn(found.card) as RequestId));
    }
    case 'leave':
    case 'join':
    case 'quit':
    case 'configure':
    case 'grab':
    case 'pull':
    case 'file':
    case 'elsewhere':
      return undefined;
  }
}

/** What happens without any replica. */
export function happen(world: Town, { act, who }: Deed): void {
  const { people, cloud } = world;
  if (act.do === 'leave') {
    world.oracle.left(who);
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
  else if (act.do === 'grab') {
    const unseenMs = () => world.dice.int(9_000);
    for (const one of cloud.access) cloud.openSession(holderOf(one, who), one, unseenMs);
  }
}

const userOf = (who: string): string => USERS[who] ?? '';
function holderOf(access: Access, who: string): string {
  if (access === 'Nodes') return requesterOf(userOf(who));
  return access === 'Sso' ? centerUserOf(who) : userOf(who);
}

function press(world: Town, actor: PersonKey, ask: number, ago: number): Sent | undefined {
  const found = world.board.card(justificationOf(ask), ago);
  const button = found && buttonOf(found.card, 'approve');
  if (!found || !button) return undefined;
  const place = { channel: found.channel, message: found.message };
  world.oracle.clicked(actor, button.value);
  return ({ app }) => app.engine.press(actor, { action: 'approve', value: button.value, place });
}

/** A true drawing on a message that is not the card, or a drawing nobody drew. */
function forge(world: Town, actor: PersonKey, ask: number): Sent | undefined {
  const found = world.board.card(justificationOf(ask));
  if (!found) return undefined;
  const known = buttonOf(found.card, 'approve')?.value;
  const isCopy = known !== undefined && world.dice.chance(0.5);
  const value = isCopy ? known : `${idOn(found.card)}.${world.dice.hex(32)}`;
  const place = { channel: CHANNEL, message: isCopy ? 'm0' : found.message };
  return ({ app }) => app.engine.press(actor, { action: 'approve', value, place });
}

type FormKind = 'approve-shorter' | 'deny' | 'end-now';

function form(
  world: Town,
  actor: PersonKey,
  ask: number,
  kind: FormKind,
  typed: Readonly<Record<string, string>>,
): Sent | undefined {
  const found = world.board.card(justificationOf(ask));
  const button = found && buttonOf(found.card, kind);
  if (!button) return undefined;
  world.oracle.clicked(actor, button.value);
  return ({ app }) => app.engine.submit(actor, { kind, drawing: button.value, typed });
}
