/** English: forms, their labels, and the hints under their fields. */

import type { DurationMs } from '../../kernel/time.ts';
import { code, say } from '../line.ts';
import type { DemandSaid } from '../demand.ts';
import { contact, list, span } from './phrase-en.ts';

export const formEn = {
  request: 'Production access',
  what: 'What do you need?',
  choose: 'Choose, or type to search',
  howLong: 'For how long?',
  howLongExample: '2h',
  howLongHint: '2h · 90m · until 18:00 · tomorrow 9:00 for 1h',
  why: 'Why?',
  whyExample: 'Restart the stuck replica, INC-1234',
  whyHint: 'The approvers see this exactly as you type it.',
  account: 'In which account?',
  accounts: (count: number, names: readonly string[]) =>
    `Given in one of ${count} accounts: ${names.join(', ')}`,
  nodes: 'Which nodes?',
  nodesExample: 'Name, id or address',
  nodesHint: (count: number, tag: string, most: number, minutes: number) => {
    const listed = `with ${tag}, as of ${minutes < 1 ? 'now' : `${minutes} min ago`}.`;
    if (count === 0) return `There is no node ${listed}`;
    const nodes = count === 1 ? 'node' : 'nodes';
    return `Up to ${Math.min(most, count)} of the ${count} ${nodes} ${listed}`;
  },
  nodesUnread: (tag: string) =>
    `The list of nodes with ${tag} has not been read yet. Type the id of a node.`,
  nodeOnline: 'online',
  nodeOffline: 'does not answer',
  nodeUnlisted: 'not in the list; looked up when you ask',
  ticket: (pattern: string) => `Ticket (${pattern})`,
  submit: 'Request',
  cancel: 'Cancel',
  close: 'Close',
  cap: (ms: DurationMs) => `Up to ${span(ms)}`,
  approvals: (demands: readonly DemandSaid[]) =>
    list(
      demands.map(({ count, from, escalate, isEverybody }) => {
        const whom = list(from, isEverybody ? 'and' : 'or');
        const asked = `${count} ${count === 1 ? 'approval' : 'approvals'} from ${whom}`;
        if (!escalate) return asked;
        return `${asked} (after ${span(escalate.afterMs)} ${list(escalate.to, 'and')} as well)`;
      }),
    ),
  added: (names: readonly string[]) => `${list(names)}, whom you added`,
  also: 'Also ask',
  alsoExample: 'Choose people',
  alsoHint: (most: number) =>
    `Each of them has to approve as well, after all others. Up to ${most}.`,
  between: ' · ',
  inSequence: ', then ',
  nothing: (operators: string) =>
    say`There is nothing you may ask for yet. ${contact(operators)} can add you to a group that may.
      Then type ${code('/prod-access')} again.`,
  notSent: 'Not sent.',

  deny: (id: string) => `Deny ${id}`,
  denyWhy: 'Why not?',
  denyExample: 'Use the read replica instead',
  denyHint: 'The requester sees this. It ends the request for everybody.',
  denySubmit: 'Deny',
  shorter: (id: string) => `Approve ${id}`,
  shorterTime: 'For how long?',
  shorterHint: (ms: DurationMs) => `Less than ${span(ms)}. Left empty: ${span(ms)}.`,
  shorterComment: 'Anything to say?',
  shorterCommentHint: 'Shown in the thread.',
  shorterSubmit: 'Approve',
  extend: (id: string) => `Extend ${id}`,
  extendTime: 'How much longer?',
  extendExample: '30m',
  extendHint: 'The same approvers decide again. The end moves only when they have.',
  extendWhy: 'Why?',
  extendSubmit: 'Ask',
  about: (who: string, title: string, why: string) => say`${who} · ${title} · “${why}”`,
  end: (id: string) => `End ${id} now`,
  endNote: (who: string, title: string) =>
    say`${who} loses ${title} at once, and it cannot be undone: more time means a new request.`,
  cancelStartNote: (who: string, title: string) =>
    say`${title} will not start for ${who}. That cannot be undone: it takes a new request.`,
  endSubmit: 'End now',
  /** Slack shows no more than 24 letters of a title. */
  cancelStart: (id: string) => `Cancel start of ${id}`,
  cancelStartSubmit: 'Cancel the start',
  /** Beside a button that cancels something, “Cancel” could mean either. */
  goBack: 'Go back',
};
