/** Who stands behind a key, as Systems Manager sees it when it is called. */

import { type Caller, callerOf } from './caller.ts';
import { AwsFault } from './fault.ts';
import type { SsmOptions } from './ssm-call.ts';
import type { AccessKey } from './types.ts';

/** @throws AwsFault */
export function callerOfKey({ world }: Pick<SsmOptions, 'world'>, key: AccessKey): Caller {
  const caller = callerOf(key, world.authorizing(key.account));
  if (!caller) throw new AwsFault('InvalidClientTokenId', 'The security token is invalid.');
  return caller;
}
