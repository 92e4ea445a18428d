/** response_url: five answers within thirty minutes, seen by one person unless said otherwise. */

import { refuse, text } from './api-call.ts';
import { type Content, messageContent } from './content.ts';
import { isObject, type JsonObject } from './json.ts';
import type { ResponseUrl } from './state.ts';
import type { Workspace } from './workspace.ts';

const MAX_USES = 5;
const LIFE_MS = 30 * 60_000;
const TEXT_MAX = 40_000;

export interface Response {
  readonly status: number;
  readonly body: JsonObject | 'ok';
}

export function respond(workspace: Workspace, token: string, body: JsonObject): Response {
  const url = workspace.state.responseUrls[token];
  if (url === undefined) return { status: 404, body: refuse('invalid_url') };
  if (workspace.now() - url.bornMs > LIFE_MS) return { status: 404, body: refuse('expired_url') };
  if (url.uses >= MAX_USES) return { status: 404, body: refuse('used_url') };
  const refusal = answerTo(workspace, url, body);
  if (refusal !== undefined) return { status: 400, body: refusal };
  workspace.state.responseUrls[token] = { ...url, uses: url.uses + 1 };
  return { status: 200, body: 'ok' };
}

/** Does what the body says. The body of a command's ack means the same, and comes here too. */
export function answerTo(
  workspace: Workspace,
  url: ResponseUrl,
  body: JsonObject,
): JsonObject | undefined {
  if (body['delete_original'] === true) return removeOriginal(workspace, url);
  const verdict = messageContent(body, workspace, TEXT_MAX);
  if ('refusal' in verdict) return verdict.refusal;
  // A message that had been clicked is replaced only when asked: the default is a new whisper.
  if (body['replace_original'] === true) return replaceOriginal(workspace, url, verdict.content);
  const threadTs = text(body['thread_ts']) ?? url.threadTs;
  const thread = threadTs === undefined ? {} : { threadTs };
  if (body['response_type'] === 'in_channel') {
    const { botUser, botId } = workspace.state.app;
    const from = { channel: url.channel, ts: workspace.nextTs(), user: botUser, botId };
    workspace.post({ ...from, ...verdict.content, ...thread });
    return undefined;
  }
  const { text: words, blocks } = verdict.content;
  const { user, channel } = url;
  workspace.whisper({ user, channel, text: words, blocks, from: 'app', ...thread });
  return undefined;
}

function removeOriginal(workspace: Workspace, url: ResponseUrl): JsonObject | undefined {
  const { state } = workspace;
  const { originalTs: ts, channel } = url;
  if (ts === undefined) return refuse('no_original');
  if (url.originalIsWhisper) state.whispers = state.whispers.filter((one) => one.ts !== ts);
  else state.messages[channel] = (state.messages[channel] ?? []).filter((one) => one.ts !== ts);
  workspace.changed();
  return undefined;
}

function replaceOriginal(
  workspace: Workspace,
  url: ResponseUrl,
  content: Content,
): JsonObject | undefined {
  const { state } = workspace;
  const { originalTs: ts, channel } = url;
  if (ts === undefined) return refuse('no_original');
  const { text: words, blocks } = content;
  if (url.originalIsWhisper) {
    state.whispers = state.whispers.map((one) =>
      one.ts === ts ? { ...one, text: words, blocks } : one,
    );
  } else {
    state.messages[channel] = (state.messages[channel] ?? []).map((one) =>
      one.ts === ts ? { ...one, ...content } : one,
    );
  }
  workspace.changed();
  return undefined;
}

export const responseBody = (value: unknown): JsonObject =>
  isObject(value) ? value : { text: typeof value === 'string' ? value : '' };
