/** Where documents are in force, as the operator said it: nothing is written that cannot be. */

import { region } from '../config/file-sessions.ts';
import { accountId, channelId } from '../config/shape-names.ts';
import type { Shape } from '../config/shape.ts';
import type { ImportPlace } from './import-document.ts';

type Place = Omit<ImportPlace, 'folder'>;

/** One sentence for each that can be none. */
export function placeTroubles(given: Place): readonly string[] {
  return OPTIONS.flatMap(({ name, shape, right }) => {
    const typed = given[name];
    if (typed === undefined || fits(typed, shape)) return [];
    return [`--${name} ${typed} is no ${right}`];
  });
}

const OPTIONS = [
  { name: 'account', shape: accountId, right: 'account: its id has twelve digits.' },
  { name: 'region', shape: region, right: 'Region: one looks like ap-northeast-1.' },
  {
    name: 'channel',
    shape: channelId,
    right:
      "channel: its id looks like C0123ABCD (at the end of the channel's details in Slack), or " +
      '19:…@thread.tacv2 (in the link to the channel in Teams, decoded).',
  },
] as const;

const fits = (typed: string, { schema }: Shape<string>): boolean =>
  new RegExp(String(schema['pattern'])).test(typed);
