/** Reads the `user` of Slack's users.info. */

import type { PersonKey } from '../../src/kernel/brand.ts';
import type { ChatAccount } from '../../src/ports/directory.ts';
import type { Payload } from './admit.ts';
import { part, word } from './payload.ts';

export function accountFrom(key: PersonKey, user: unknown, team: string): ChatAccount {
  const of = (typeof user === 'object' && user !== null ? user : {}) as Payload;
  const profile = part(of, 'profile');
  const standing = standingOf(of, team);
  const email = word(profile, 'email').toLowerCase();
  return {
    key,
    name: word(profile, 'display_name') || word(of, 'real_name') || word(of, 'name'),
    standing,
    locale: word(of, 'locale').startsWith('ja') ? 'ja' : 'en',
    zone: word(of, 'tz') || 'UTC',
    // Slack verifies the addresses of its own members, and shows none of strangers.
    ...(standing === 'member' && email !== '' && of['is_email_confirmed'] !== false
      ? { email }
      : {}),
  };
}

function standingOf(user: Payload, team: string): ChatAccount['standing'] {
  if (user['deleted'] === true) return 'left';
  if (user['is_bot'] === true || user['is_workflow_bot'] === true) return 'bot';
  // Within one organisation on Enterprise Grid, a colleague may come from a sister workspace.
  const teams = part(user, 'enterprise_user')?.['teams'];
  const isHere = word(user, 'team_id') === team || (Array.isArray(teams) && teams.includes(team));
  if (user['is_stranger'] === true || !isHere) return 'stranger';
  const isGuest = user['is_restricted'] === true || user['is_ultra_restricted'] === true;
  return isGuest ? 'guest' : 'member';
}
