/** The last question before a write leaves: is it still ours to send? */

import { Fault } from '../../src/kernel/fault.ts';

/** As much of a command as the guard needs; the SDK's own type differs with each command. */
export interface Guarded {
  readonly middlewareStack: { readonly add: unknown };
}
type AddMiddleware = (
  middleware: (next: (args: unknown) => unknown) => (args: unknown) => unknown,
  options: { readonly step: string; readonly name: string; readonly priority: string },
) => void;

/**
 * Asked in the SDK's last step before the wire, after signing (the signer runs at a higher
 * priority of the same step): a machine may have slept between the decision and the signature.
 */
export function guard(command: Guarded, stillMine: () => boolean): void {
  const middleware: Parameters<AddMiddleware>[0] = (next) => (args) => {
    if (!stillMine())
      throw new Fault('claim-too-old', 'The claim ran out before the call was sent.');
    return next(args);
  };
  const options = { step: 'finalizeRequest', name: 'stillMine', priority: 'low' };
  const add = command.middlewareStack.add as AddMiddleware;
  add(middleware, options);
}
