/**
 * Clients of the SDK without what one attempt a call does not need: the way through their
 * middleware is laid once for each kind of call, nothing is prepared for tries of their own or for
 * logs that nobody reads, who calls is written out once, and whoever signs is not made anew. Their
 * settings are copied at every call: plain ones, without what is computed, eight times as fast.
 */

import { Fault, invariant } from '../../src/kernel/fault.ts';
import type { ApplyOrder } from '../../src/ports/grant-provider.ts';
import { addMiddleware, type Send, type Stacked } from './middleware.ts';
import { ONE_ATTEMPT } from './one-attempt.ts';

interface Options {
  readonly region: string;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  };
}

/** What belongs to one call, beside its input. */
interface Call {
  readonly abortSignal?: AbortSignal;
  readonly stillMine?: () => boolean;
}

export function leanClient<T extends Stacked>(Client: new (options: Options) => T, own: Options) {
  const options = { ...own, ...ONE_ATTEMPT, cacheMiddleware: true };
  const client = new Client(options);
  lean.add(client);
  const inside = client as unknown as Inside;
  keepSigner(inside.config);
  inside.config = { ...inside.config };
  const send = inside.send.bind(inside);
  const { requestHandler } = inside.config;
  const calls = new WeakMap<object, Call>();
  // Given to the SDK with the call, options would have its way laid anew.
  inside.send = (command, call = {}) => {
    calls.set(command.input, call);
    return send(command);
  };
  addMiddleware(client, RETRIES, (next) => next);
  for (const place of UNUSED) addMiddleware(client, place, (next) => next);
  const agent = inside.config.defaultUserAgentProvider().then(agentOf);
  addMiddleware(client, AGENT, (next) => async (args) => {
    const { headers } = (args as Arrived).request;
    headers['user-agent'] = await agent;
    return next(args);
  });
  addMiddleware(client, LAST, () => async (args) => {
    const { input, request } = args as Arrived;
    const call = calls.get(input);
    invariant(call !== undefined, 'A call to AWS is known by its input.');
    requireMine(call);
    return requestHandler.handle(request, call);
  });
  return client;
}

/** A write: it leaves only while it is still ours to send. */
export function sendWhileMine(
  client: Stacked,
  command: Stacked,
  { signal, stillMine }: Pick<ApplyOrder, 'signal' | 'stillMine'>,
): Promise<unknown> {
  invariant(lean.has(client), 'No other client asks whether a call is still ours.');
  const { send } = client as unknown as Inside;
  return send(command as unknown as Command, { abortSignal: signal, stillMine });
}

const lean = new WeakSet<object>();

function keepSigner(config: Inside['config']): void {
  const { signer } = config;
  const made = new Map<string, Promise<unknown>>();
  config.signer = (scheme) => {
    const name = `${scheme?.signingName} ${scheme?.signingRegion}`;
    const one = made.get(name) ?? signer(scheme);
    made.set(name, one);
    one.catch(() => made.delete(name));
    return one;
  };
}

/**
 * The last question before a write leaves: is it still ours to send? Asked in the last step before
 * the wire, after signing: a machine may have slept between the decision and the signature.
 */
function requireMine({ stillMine }: Call): void {
  if (!stillMine || stillMine()) return;
  throw new Fault('claim-too-old', 'The claim ran out before the call was sent.');
}

interface Command {
  readonly input: object;
}

interface Inside {
  send: (command: Command, call?: Call) => Promise<unknown>;
  config: {
    signer: (scheme?: Scheme) => Promise<unknown>;
    readonly defaultUserAgentProvider: () => Promise<AgentParts>;
    readonly requestHandler: { handle(request: unknown, call: Call): ReturnType<Send> };
  };
}

/** What an endpoint says of how it is signed for. */
interface Scheme {
  readonly signingName?: string;
  readonly signingRegion?: string;
}

interface Arrived {
  readonly input: object;
  readonly request: { readonly headers: Record<string, string> };
}

type AgentParts = readonly (readonly string[])[];

/** As the SDK writes it: `aws-sdk-js/3.1 os/linux#6.1 lang/js`. */
const agentOf = (parts: AgentParts): string =>
  parts
    .map(([name = '', version]) => {
      if (version === undefined) return name;
      return `${name}${name.includes('/') ? '#' : '/'}${version}`;
    })
    .join(' ');

/** A log that is not kept, and the trace of a function in Lambda, which this is not. */
const UNUSED = [
  { step: 'initialize', name: 'loggerMiddleware', override: true },
  { step: 'build', name: 'recursionDetectionMiddleware', override: true, priority: 'low' },
] as const;
const AGENT = {
  step: 'build',
  name: 'getUserAgentMiddleware',
  priority: 'low',
  override: true,
} as const;
/** In the place of the SDK's own, after which it puts the signature. */
const RETRIES = {
  step: 'finalizeRequest',
  name: 'retryMiddleware',
  priority: 'high',
  override: true,
} as const;
const LAST = { step: 'deserialize', name: 'send', priority: 'low' } as const;
