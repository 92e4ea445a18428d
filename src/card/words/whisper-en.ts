/** English: what the one who acted is told when it worked. */

import { code, say } from '../line.ts';
import type { Inline } from '../card.ts';
import type { EpochMs } from '../../kernel/time.ts';
import { at, span } from './phrase-en.ts';

export const whisperEn = {
  requested: (id: string, channel: Inline) =>
    say`${id} is filed; the approvers see it in ${channel}. You get a direct message when it is
      decided. To take it back: ${code(`/prod-access cancel ${id}`)}.`,
  channelOfTeams: 'their channel in Teams',
  withdrawn: (id: string) => say`${id} is withdrawn. Nobody can approve it any more.`,
  ending: (id: string) =>
    say`${id} is ending now. The thread says when AWS has confirmed that the access is gone.`,
  neverStarts: (id: string) => say`${id} is cancelled and will not start.`,
  extensionAsked: (id: string, byMs: number, endMs: EpochMs, nowMs?: EpochMs) =>
    say`You asked for ${span(byMs)} more on ${id}. The same approvers decide; until then it ends
      ${at(endMs, nowMs)}.`,
  writeOffProposed: (id: string) =>
    say`Noted for ${id}. A second operator has to confirm; until then the bot goes on trying.`,
  writtenOff: (id: string) =>
    say`${id} is written off. AWS has not confirmed the removal: keep an eye on it.`,
  adopted: () =>
    say`From now on the bot removes what it marked and no grant needs. Dated Denies and booked ends
      that it does not know stay until you remove each. It is recorded as your decision.`,
  driftSettled: {
    restore: (what: string) => say`${code(what)} is being put back.`,
    remove: (what: string) => say`${code(what)} is being removed.`,
    leave: (what: string) => say`${code(what)} stays as it is. It is recorded as your decision.`,
  },
  nothingNew: (id: string) => say`${id} is as it was.`,
};
