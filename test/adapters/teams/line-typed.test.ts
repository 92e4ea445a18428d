/** What somebody typed in Teams, as the engine reads it: nothing of it is lost without a word. */

import { describe, expect, test } from 'vitest';
import { lineOf } from '../../../adapters/teams/activity.ts';
import { typedIn } from '../../../adapters/teams/opener.ts';
import { alsoField } from '../../../src/card/also-field.ts';
import { wordsFor } from '../../../src/card/words/words.ts';
import { readCommand } from '../../../src/engine/command-line.ts';

const AT = {
  nowMs: Date.UTC(2026, 10, 22),
  zone: 'UTC',
  known: ['prod-db'],
  people: ['aiko', 'ben', 'chie'],
};
const mention = (id: string, name: string) => ({
  type: 'mention',
  text: `<at>${name}</at>`,
  mentioned: { id, name },
});
const typed = (text: string, textFormat = 'plain') =>
  lineOf({
    text: `<at>Prod</at> <at>Access</at> ${text}`,
    textFormat,
    recipient: { id: '28:bot' },
    // Teams names one whose name has a space once for each word.
    entities: [mention('28:bot', 'Prod'), mention('28:bot', 'Access'), mention('29:c', 'Chie')],
  });

describe('a colleague who is mentioned', () => {
  test('to approve as well is asked to', () => {
    const line = typed('prod-db 2h also=<at>Chie</at>,ben Restart the stuck replica');
    expect(readCommand(line, AT)).toMatchObject({ verb: 'submit', typed: { also: 'Chie ben' } });
  });

  test('to approve as well, and is not known by that name, is refused by all of it', () => {
    const line = typed('prod-db 2h also=<at>Chie Mori</at> Restart the stuck replica');
    expect(readCommand(line, AT)).toMatchObject({
      verb: 'refused',
      refusal: { code: 'also-unfit', facts: { who: 'Chie_Mori' } },
    });
  });

  test('in the reason stays in it', () => {
    expect(typed('prod-db 2h Restart what <at>Chie</at> reported')).toBe(
      'prod-db 2h Restart what Chie reported',
    );
  });
});

test.each([
  ['plain', 'p99 < 5 s in eu, > 9 s in us', 'p99 < 5 s in eu, > 9 s in us'],
  ['plain', 'p99 &lt; 5 s, &gt; 9 s &amp; more', 'p99 < 5 s, > 9 s & more'],
  ['xml', '<div>why<br/>so</div>', 'why so'],
])('signs of a line in %s are read as they were typed: %s', (textFormat, text, line) => {
  expect(typed(text, textFormat)).toBe(line);
});

test('whom a line named to approve as well is still named in the form behind its button', () => {
  const chie = { value: 'teams:t:chie', label: 'Chie' };
  const field = alsoField([chie], [chie], wordsFor('en').form);
  expect(typedIn({ fields: [field] })).toEqual({ also: 'teams:t:chie' });
});
