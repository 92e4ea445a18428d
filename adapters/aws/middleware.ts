/** As much of the SDK's middleware as is needed here; its own types differ with each client. */

/** A client or a command: both carry a stack. */
export interface Stacked {
  readonly middlewareStack: { readonly add: unknown };
}

export interface Sent {
  readonly response?: unknown;
}
export type Send = (args: unknown) => Promise<Sent>;
type Middleware = (next: Send, context: { readonly commandName?: string }) => Send;

interface Place {
  readonly step: 'initialize' | 'build' | 'deserialize' | 'finalizeRequest';
  readonly name: string;
  readonly priority?: 'low' | 'high';
  /** In place of one that has the same name. */
  readonly override?: true;
}

export function addMiddleware(to: Stacked, place: Place, middleware: Middleware): void {
  const add = to.middlewareStack.add as (middleware: Middleware, place: Place) => void;
  add(middleware, place);
}
