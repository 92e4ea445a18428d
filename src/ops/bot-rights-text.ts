/** What the bot may and may not do at AWS, as sentences for an operator. */

import type { Weakness } from '../ports/examiner.ts';
import { several } from './several.ts';

type Of<K extends Weakness['kind']> = Extract<Weakness, { kind: K }>;
type OfBot = Of<'bot-too-strong' | 'bot-lacks' | 'bot-elsewhere' | 'bot-unread'>;

/** @param where as `account jump 4444-5555-6666` */
export function botText(weakness: OfBot, where: string): string {
  const { who } = weakness;
  switch (weakness.kind) {
    case 'bot-too-strong':
      return (
        `${who} in ${where} is allowed ${weakness.actions.join(', ')}, which the bot ` +
        'never needs, and a bot that is taken over would use. Take it away: the rights of ' +
        'deploy/ are enough. (If this is you and not the bot, name the bot: doctor --bot ARN.)'
      );
    case 'bot-lacks':
      return botLacks(weakness, where);
    case 'bot-elsewhere':
      return (
        `${who} may change nothing that the bot changes in ${where}, so it is taken for you and ` +
        'not for the bot, whose rights were not looked at. Name its role: ' +
        'npx prod-access doctor --bot arn:aws:iam::ACCOUNT:role/prod-access'
      );
    case 'bot-unread':
      return (
        `What ${who} may do in ${where} was not looked at wholly: ${weakness.why.join(', ')}. ` +
        'The bot need not read its own rights, so this is no fault. To have them looked at, run ' +
        'doctor with the credentials of an operator (deploy/iam-doctor-policy.json) and --bot ARN.'
      );
  }
}

function botLacks(lack: Of<'bot-lacks'>, where: string): string {
  const { who, actions, entitlements, because, file } = lack;
  const what = `${several(actions, 4)}${onWhat(lack)}`;
  const needed = `For ${several(entitlements, 3)} the bot needs ${what} in ${where}`;
  if (lack.isUnbounded && because === 'unallowed') {
    return (
      `${needed}, but this role has no permissions boundary, and ${who} may do that only to ` +
      'roles that have prod-access-boundary. Set it there, and see that the role is listed ' +
      `as in deploy/${file}.`
    );
  }
  const unsure =
    lack.unknown.length > 0
      ? ` Conditions on ${several(lack.unknown, 3)} were taken as not met.`
      : '';
  return `${needed}, but ${BECAUSE[because](who)} as it stands in deploy/${file}.${unsure}`;
}

/** Of IAM's own things in the account the short name says as much. */
function onWhat({ resources, account }: Of<'bot-lacks'>): string {
  const names = resources.map((one) => one.replace(`arn:aws:iam::${account}:`, ''));
  return names.join() === '*' ? '' : ` on ${several(names, 2)}`;
}

const BECAUSE: Readonly<Record<Of<'bot-lacks'>['because'], (who: string) => string>> = {
  unallowed: (who) => `no policy of ${who} allows it. Add it`,
  denied: (who) => `a policy of ${who} denies it. Write that Deny so that it leaves the right`,
  bounded: (who) => `the permissions boundary of ${who} does not let it. Add it there`,
  organization: (who) => `a policy of the organization (SCP) forbids it to ${who}. Except it there`,
};
