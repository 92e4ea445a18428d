/** The credentials of a session that somebody opened with a role. */

import type { AccessKey, RoleSession } from './types.ts';
import type { World } from './world.ts';

export function addRoleKey(world: World, account: string, session: RoleSession): AccessKey {
  const key: AccessKey = {
    accessKeyId: world.ids.accessKeyId('ASIA'),
    secretAccessKey: world.ids.secret(40),
    sessionToken: world.ids.secret(240),
    account,
    holder: { kind: 'role', session },
    root: false,
  };
  world.addKey(key);
  return key;
}
