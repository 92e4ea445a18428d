/** English: lines in the operators' channel. */

import type { DriftKind } from '../../holding/holding.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Inline, Line } from '../card.ts';
import { bold, code, say } from '../line.ts';
import { at, list, principal } from './phrase-en.ts';

export const operatorEn = {
  about: (id: string, what: Line) => say`${bold(id)} ${what}`,
  card: (title: string, who: string, user: string) => say`${title}, ${who} (${principal(user)}).`,
  overdue: (who: string, title: string, sinceMs: EpochMs, nowMs: EpochMs) =>
    say`Removal is overdue: ${who} should have lost ${title} ${at(sinceMs, nowMs)}, and AWS
      has not confirmed it.`,
  overdueMeans: () =>
    say`The date in AWS ends the access where AWS enforces one. The bot goes on trying, and pages
      every 15 min.`,
  overdueDo: (id: string, user: string) =>
    say`Look at ${code(user)} in AWS. If the account is closed for good, two operators can give up:
      ${code(`/prod-access write-off ${id} <reason>`)}.`,
  failed: (who: string, title: string) => say`${title} could not be given to ${who}.`,
  writeOffProposed: (by: string, reason: string) =>
    say`${by} wants to write this off: “${reason}”.`,
  writeOffConfirm: (id: string) =>
    say`A second operator confirms with ${code(`/prod-access write-off ${id} <reason>`)}, or leaves
      it: the bot goes on trying.`,
  writtenOff: (by: readonly string[], reason: string) =>
    say`Written off by ${list(by)}: “${reason}”. AWS has not confirmed the removal; nobody is paged
      any more.`,
  stuck: (title: string, level: string) =>
    say`Nobody is left who could approve ${title} (${level}). Add approvers, or tell the
      requester.`,

  unfit: (who: string, title: string) =>
    say`${who} asked for ${title}, and its runbook stands in the way. Nobody was asked to approve.`,
  nobody: (who: string, title: string, level: string) =>
    say`${who} asked for ${title}, and level ${level} has too few people to approve it. Add
      approvers, or people of its groups to people.listed.`,
  drift: (user: Inline, account: string) =>
    say`${user} in account ${account}: AWS was changed by hand.`,
  driftInCenter: (user: Inline) => say`${user} in Identity Center: it was changed by hand.`,
  driftWhat: {
    missing: (what: Line) => say`${what} is gone, though a live grant needs it. Nothing was done.`,
    unexpected: (what: Line) =>
      say`${what} is there, though nobody was given it. Nothing was done.`,
    renamed: (what: Line) =>
      say`${what} goes on, and the group has another name now. It is taken away all the same, as
        far as the bot may change a group of that name. Give it that right, and correct the
        catalogue.`,
    'fence-lost': (what: Line) =>
      say`${what} was taken away, or changed. It is being put back, as always.`,
    'reach-widened': (what: Line) =>
      say`${what} allows more than when it was approved. The fence is being widened.`,
    'reach-unfit': (what: Line) =>
      say`${what} allows what no fence can end, or what nobody may be given. It is being taken
        away before its time.`,
    tampered: (what: Line) => say`${what} was rewritten. It is being removed.`,
  } satisfies Record<DriftKind, (what: Line) => Line>,
  driftAllows: (action: Inline) => say`It allows ${action}.`,
  slot: {
    allow: () => say`The allowing policy`,
    member: (group: string) => say`Membership of ${code(group)}`,
    tag: (group: string) => say`The tag for ${code(group)}`,
    fence: () => say`A dated Deny`,
    schedule: () => say`The schedule of the end`,
    access: () => say`An approved access request`,
    session: () => say`A session`,
    run: () => say`What a runbook gave`,
    other: (name: string) => say`${code(name)}`,
  },
  foreign: (count: number) =>
    say`AWS holds ${count === 1 ? 'one thing' : `${count} things`} with our mark that this store
      does not know. Nothing was removed.`,
  foreignOne: (user: string, account: string, what: Line) =>
    say`${code(user)} in account ${account}: ${what}`,
  more: (count: number) => say`and ${count} more`,
  foreignDo: () =>
    say`Was the store lost, or restored from a backup? Then check the list and let the bot remove
      what no grant needs. If another bot uses this account, give it another installation id.`,
  requestLeft: (opsItem: string, who: string, node: string) =>
    say`The access request ${code(opsItem)} of ${code(who)} for ${node} was filed at AWS and is not
      carried here.`,
  leftToAws: () => say`It was left as it is: whoever approves at AWS decides.`,
  rejectedAtAws: () => say`It was rejected at AWS, with the reason.`,
  deniedByAws: () => say`AWS has denied it. The requester was told, if we know them.`,
  copy: () =>
    say`This store is an older copy of itself: it was restored from a backup, or lost its newest
      records. What was given, renewed or ended since is not in it.`,
  copyMeans: () =>
    say`Until an operator confirms, nothing is given, and only what somebody ends is taken away.
      What AWS holds still ends by its dates.`,
  copyDo: () =>
    say`Look at what is reported here. Once you confirm, whatever no grant of this store needs is
      removed: grants that were renewed since, too. To let them run to their end, confirm later.`,

  buttons: {
    restore: 'Put it back',
    remove: 'Remove it',
    leave: 'Leave it',
    adopt: 'Remove what no grant needs',
  },
};
