/** What somebody does on the page, done by the person they play. */

import type { FormValues } from '../../test/stand-ins/slack/form-fill.ts';
import type { Town } from './town.ts';

type Body = Readonly<Record<string, unknown>>;
/** What the page says to the one who acted; empty when the workspace shows it all. */
export interface Said {
  readonly say?: string;
}

export async function carryOut(town: Town, body: Body): Promise<Said> {
  const text = (name: string): string => {
    const value = body[name];
    return typeof value === 'string' ? value : '';
  };
  switch (text('do')) {
    case 'type':
      return typed(town, text('as'), text('channel'), text('text'));
    case 'click':
      return clicked(town, text);
    case 'choose':
      return shown(await town.slack.as(text('as')).choose(text('field'), text('value')));
    case 'submit':
      return shown(await town.slack.as(text('as')).submitView(body['values'] as FormValues));
    case 'close':
      return shown(await town.slack.as(text('as')).closeView({ all: true }));
    case 'turn':
      return turn(town, Number(body['ms']));
    case 'bot':
      await town.turnBot(body['on'] === true);
      return {};
    case 'speak':
      await town.speak(text('locale') === 'ja' ? 'ja' : 'en');
      return {};
    default:
      return { say: 'That is not to be done here.' };
  }
}

async function typed(town: Town, as: string, channel: string, line: string): Promise<Said> {
  const [, rest] = /^\/prod-access(?:\s+([\s\S]*))?$/.exec(line.trim()) ?? [];
  const isCommand = /^\/prod-access(\s|$)/.test(line.trim());
  if (!isCommand) return { say: 'Only /prod-access is played here. Try: /prod-access help' };
  const answer = await town.slack.as(as).command('/prod-access', rest ?? '', { channel });
  return shown(answer);
}

async function clicked(town: Town, text: (name: string) => string): Promise<Said> {
  const actor = town.slack.as(text('as'));
  const whisper = actor.whispers.find((one) => one.ts === text('ts'));
  if (whisper) return shown(await actor.clickWhisper(whisper, text('target')));
  return shown(await actor.click(text('channel'), text('ts'), text('target')));
}

const shown = (answer: { readonly shown: string | undefined }): Said =>
  answer.shown === undefined ? {} : { say: answer.shown };

/** Turned in steps, so that what falls due on the way is done on the way. */
async function turn(town: Town, ms: number): Promise<Said> {
  if (!(ms > 0 && ms <= 86_400_000)) return { say: 'The clock is turned forward, up to a day.' };
  town.clock.turn(ms);
  town.save();
  return {};
}
