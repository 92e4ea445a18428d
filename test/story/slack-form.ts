/** A modal of Slack in a story, as the person before it fills it. */

import type { Actor } from '../stand-ins/slack/actor.ts';
import { stringAt, wordAt } from '../stand-ins/slack/json.ts';
import type { Slack } from '../stand-ins/slack/slack.ts';
import { quiet } from './quiet.ts';
import { type Form, inOneSpacing } from './town.ts';

export function slackForm(slack: Slack, actor: Actor): Form {
  const words = () => (actor.view ? inOneSpacing(slack.plainText(actor.view)) : '');
  return {
    words: () => [words(), typedIn(actor)].join('\n'),
    async choose(field, value) {
      await actor.choose(field, value);
      await quiet();
    },
    find: async (field, typed) =>
      (await actor.suggest(field, typed)).options.map((one) => ({
        value: wordAt(one, 'value'),
        words: ['text', 'description'].map((key) => stringAt(one[key], 'text') ?? '').join(' '),
      })),
    async leave() {
      await actor.closeView();
    },
    async send(values = {}) {
      const sent = await actor.submitView(values);
      await quiet();
      const problems = { ...sent.errors, ...actor.view?.errors };
      const whispers = sent.whispers.map((one) => slack.plainText(one));
      const said = [...Object.values(problems), words(), ...whispers].join('\n');
      return { problems, said };
    },
  };
}

/** What stands in the fields is seen, and is no part of what the bot has drawn. */
const typedIn = ({ view }: Actor): string =>
  view && Object.keys(view.typed).length > 0 ? JSON.stringify(view.typed) : '';
