/** A dialog of Teams in a story, as the person before it fills it. */

import { type JsonObject, listAt, wordAt } from '../stand-ins/slack/json.ts';
import type { Dialog } from '../stand-ins/teams/state.ts';
import type { Teams } from '../stand-ins/teams/teams.ts';
import { plainText } from '../stand-ins/teams/words.ts';
import type { Who } from './seed.ts';
import { type Form, inOneSpacing } from './town.ts';

export function teamsForm(teams: Teams, who: Who): Form {
  const actor = teams.as(who);
  const dialog = () => teams.state.dialogs[who];
  const words = () => inOneSpacing(actor.dialog ?? '');
  return {
    words,
    async choose(field, value) {
      actor.enter({ [field]: value });
      if (words().includes(`[ ${DETAILS} ]`)) await actor.press(DETAILS);
    },
    find: async (field, typed) =>
      (await actor.search(field, typed)).choices.map(({ value, title: words }) => ({
        value,
        words,
      })),
    leave: async () => actor.leave(),
    async send(values = {}) {
      const { shown } = await actor.press(submitOf(dialog()), values);
      const problems = problemsIn(dialog());
      return { problems, said: [shown ?? '', words()].join('\n') };
    },
  };
}

const DETAILS = 'Show details';

const submitOf = (dialog: Dialog | undefined): string =>
  wordAt(listAt(dialog?.card, 'actions')[0] ?? {}, 'title');

/** What stands in red under a field is about it. */
function problemsIn(dialog: Dialog | undefined): Readonly<Record<string, string>> {
  const problems: Record<string, string> = { ...dialog?.errors };
  let field: string | undefined;
  for (const part of listAt(dialog?.card, 'body')) {
    if (wordAt(part, 'type').startsWith('Input.')) field = wordAt(part, 'id');
    else if (field !== undefined && isRed(part)) problems[field] = wordsOf(part);
  }
  return problems;
}

const wordsOf = (part: JsonObject): string => plainText({ body: [part] });
const isRed = (part: JsonObject): boolean =>
  [part, ...listAt(part, 'inlines')].some((one) => one['color'] === 'attention');
