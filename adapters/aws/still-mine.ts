/** The last question before a write leaves: is it still ours to send? */

import { Fault } from '../../src/kernel/fault.ts';
import { addMiddleware, type Stacked } from './middleware.ts';

/**
 * Asked in the SDK's last step before the wire, after signing (the signer runs at a higher
 * priority of the same step): a machine may have slept between the decision and the signature.
 */
export function guard(command: Stacked, stillMine: () => boolean): void {
  const place = { step: 'finalizeRequest', name: 'stillMine', priority: 'low' } as const;
  addMiddleware(command, place, (next) => (args) => {
    if (!stillMine())
      throw new Fault('claim-too-old', 'The claim ran out before the call was sent.');
    return next(args);
  });
}
