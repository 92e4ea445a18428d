/** One life as it was taped, made ready to be lived again without the program. */

import type { Tapped } from './tap.ts';

export type Kind = 'aws' | 'slack' | 'respond' | 'dynamodb';

export interface TracedCall {
  readonly kind: Kind;
  readonly action: string;
  /** Of AWS: whose credentials signed it. */
  readonly accessKey: string;
  readonly input: Readonly<Record<string, string>> | string;
  /** Which calls had been answered before this one was sent, but for those that follow anyway. */
  readonly after: readonly number[];
}

export function traceOf(calls: readonly Tapped[]): readonly TracedCall[] {
  const kept = calls.filter(isReplayed).sort((a, b) => a.cameAt - b.cameAt);
  return kept.map((call, at) => ({ ...callOf(call), after: before(kept, at) }));
}

/** Looks at what is due come by the clock: they are of the program's own making. */
function isReplayed({ to, headers, body }: Tapped): boolean {
  if (to !== 'dynamodb') return true;
  const action = actionOf(headers);
  return action.endsWith('Item') || (action === 'Query' && !body.includes('"by-due"'));
}

function callOf({ to, path, headers, body }: Tapped): Omit<TracedCall, 'after'> {
  if (to === 'dynamodb') {
    return { kind: 'dynamodb', action: actionOf(headers), accessKey: '', input: body };
  }
  const form = Object.fromEntries(new URLSearchParams(body));
  if (to === 'slack') {
    if (!path.startsWith('/api/')) {
      return { kind: 'respond', action: path, accessKey: '', input: body };
    }
    const { token: _, ...input } = form;
    return { kind: 'slack', action: path.slice('/api/'.length), accessKey: '', input };
  }
  const { Action = '', Version: _, ...input } = form;
  const accessKey = /Credential=([^/]+)/.exec(headers.authorization ?? '')?.[1] ?? '';
  return { kind: 'aws', action: Action, accessKey, input };
}

const actionOf = (headers: Tapped['headers']): string =>
  String(headers['x-amz-target']).split('.')[1] ?? '';

function before(calls: readonly Tapped[], at: number): readonly number[] {
  const cameAt = calls[at]?.cameAt ?? 0;
  const earlier = calls.flatMap((one, index) => (one.answeredAt < cameAt ? [index] : []));
  const lastCame = Math.max(0, ...earlier.map((index) => calls[index]?.cameAt ?? 0));
  return earlier.filter((index) => (calls[index]?.answeredAt ?? 0) > lastCame);
}
