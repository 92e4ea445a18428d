/** Everybody in the workspace, read in a few calls where one for each person would be too many. */

import { personKey } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { ChatAccount } from '../../src/ports/directory.ts';
import { accountFrom } from './account.ts';
import type { Payload } from './admit.ts';
import { listIn, part, word } from './payload.ts';
import type { ApiAnswer } from './web-api.ts';

/** Slack wants fewer than a thousand. */
const PAGE = 999;
/** Of the twenty that Slack answers in a minute; whoever is behind them is asked about alone. */
const MOST_PAGES = 15;

/** @throws Fault directory-unreachable when Slack does not say. */
export async function everybodyIn(
  team: string,
  ask: (args: Payload) => Promise<ApiAnswer>,
): Promise<ReadonlyMap<string, ChatAccount>> {
  const found = new Map<string, ChatAccount>();
  let cursor = '';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const more = cursor === '' ? {} : { cursor };
    const answer = await ask({ limit: PAGE, include_locale: true, ...more });
    if (!answer.ok) {
      const message = `Slack would not say who is in the workspace: ${answer.error}.`;
      throw new Fault('directory-unreachable', message);
    }
    for (const user of listIn(answer.body, 'members')) {
      const id = word(user, 'id');
      found.set(id, accountFrom(personKey('slack', team, id), user, team));
    }
    cursor = word(part(answer.body, 'response_metadata'), 'next_cursor');
    if (cursor === '') break;
  }
  return found;
}
