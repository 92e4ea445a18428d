/** English: what was done with the access, as far as CloudTrail has it. */

import { type Listed, timesOf } from '../../audit/activity.ts';
import type { EventFacts } from '../../audit/event.ts';
import type { Line } from '../card.ts';
import { joined, link, say } from '../line.ts';
import { commas, list } from './phrase-en.ts';

type Done = EventFacts['what-was-done'];

export function doneEn(facts: Done): Line {
  const { user, places, capped, unread, apart, logs } = facts;
  const counts = countsOf(facts);
  const head =
    places === 0
      ? say`What ${user} did could not be read: ${troubles(unread)}.`
      : counts.length > 0
        ? say`What ${user} did, as far as CloudTrail has it by now: ${joined(counts, ', ')}.`
        : say`As far as CloudTrail has it by now, ${user} did nothing in that time.`;
  const rest = places > 0 && unread.length > 0 ? say` Not read: ${troubles(unread)}.` : [];
  const newest = capped.map(
    ({ where, newest }) => say` In ${where} the newest ${newest} events only.`,
  );
  const links = logs.map(({ name, url }) => say`${link(url, name)}`);
  const others =
    apart.length > 0
      ? say` Sessions of ${list(apart)} are left out: nobody can tell whose they are.`
      : [];
  const kept = links.length > 0 ? say` Session logs: ${joined(links, ', ')}.` : [];
  return joined([head, rest, ...newest, others, kept], '');
}

function countsOf({ changes, reads, denied, failed }: Done): readonly Line[] {
  const [changed, refused] = [timesOf(changes), timesOf(denied)];
  if (changed + reads + refused + failed === 0) return [];
  const count = (times: number, word: string) => `${times} ${word}${times === 1 ? '' : 's'}`;
  return [
    changed === 0 ? say`no changes` : say`${count(changed, 'change')} (${names(changes)})`,
    ...(reads > 0 ? [say`${count(reads, 'read')}`] : []),
    ...(refused > 0 ? [say`${refused} denied (${names(denied)})`] : []),
    ...(failed > 0 ? [say`${failed} failed`] : []),
  ];
}

const names = ({ named, others }: Listed): Line =>
  joined(
    [
      ...named.map(({ name, times }) => (times === 1 ? say`${name}` : say`${name} ×${times}`)),
      ...(others > 0 ? [say`${others} more`] : []),
    ],
    ', ',
  );

const troubles = (unread: Done['unread']): string =>
  (['denied', 'busy', 'silent'] as const)
    .flatMap((why) => {
      const where = unread.filter((one) => one.why === why).map((one) => one.where);
      return where.length > 0 ? [`${commas(where)} (${WHY[why]})`] : [];
    })
    .join('; ');

const WHY = {
  denied: 'the bot may not look it up',
  busy: 'CloudTrail was too busy for it',
  silent: 'no answer',
} as const;
