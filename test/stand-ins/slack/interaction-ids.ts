/** What Slack hands out with every interaction: a trigger for one view, a URL for five answers. */

import type { ResponseUrl } from './state.ts';
import type { Workspace } from './workspace.ts';

/** Slack still sends the token of old; nobody should look at it. */
export const VERIFICATION_TOKEN = 'verification-token';

export interface Acting {
  readonly workspace: Workspace;
  readonly user: string;
  readonly respondUrl: (token: string) => string;
}

export function newTrigger({ workspace, user }: Acting, viewId?: string): string {
  const bornMs = workspace.now();
  forgetOld(workspace, bornMs);
  const id = `${Math.floor(bornMs)}.${workspace.nextId('').toLowerCase()}.${user.toLowerCase()}`;
  workspace.state.triggers[id] = {
    user,
    bornMs,
    used: false,
    ...(viewId === undefined ? {} : { viewId }),
  };
  return id;
}

/** A trigger long expired is invalid rather than expired, and the state stays small. */
function forgetOld({ state }: Workspace, nowMs: number): void {
  for (const [id, { bornMs }] of Object.entries(state.triggers)) {
    if (nowMs - bornMs > 3_600_000) delete state.triggers[id];
  }
}

export function newResponseUrl(
  acting: Acting,
  about: Omit<ResponseUrl, 'user' | 'bornMs' | 'uses'>,
): { readonly address: string; readonly url: ResponseUrl } {
  const { workspace, user } = acting;
  const token = workspace.nextId('R');
  const url = { ...about, user, bornMs: workspace.now(), uses: 0 };
  workspace.state.responseUrls[token] = url;
  return { address: acting.respondUrl(token), url };
}
