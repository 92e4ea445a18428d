/** What a message says: text, blocks, attachments, metadata, within Slack's limits or refused. */

import { refuse, refuseWith, text } from './api-call.ts';
import { checkBlocks, markdownLength, withIds } from './block-limits.ts';
import { isObject, type JsonObject, listAt, stringAt } from './json.ts';
import type { Workspace } from './workspace.ts';

export interface Content {
  readonly text: string;
  readonly blocks: readonly JsonObject[];
  readonly attachments?: readonly JsonObject[];
  readonly metadata?: JsonObject;
}

export type ContentVerdict = { readonly content: Content } | { readonly refusal: JsonObject };

const MARKDOWN_MAX = 12_000;

export function messageContent(
  args: JsonObject,
  workspace: Workspace,
  maxText: number,
): ContentVerdict {
  const words = text(args['text']) ?? '';
  if (words.length > maxText) return { refusal: refuse('msg_too_long') };
  const blocks = args['blocks'] ?? [];
  if (!Array.isArray(blocks)) return { refusal: refuse('invalid_blocks_format') };
  const faults = checkBlocks(blocks, 'message', '/blocks');
  if (faults.length > 0) return { refusal: refuseWith('invalid_blocks', faults) };
  const checked = listAt(args, 'blocks');
  if (markdownLength(checked) > MARKDOWN_MAX) return { refusal: refuse('msg_blocks_too_long') };
  const attachments = listAt(args, 'attachments');
  if (attachments.length > 100) return { refusal: refuse('too_many_attachments') };
  if (words === '' && checked.length === 0 && attachments.length === 0) {
    return { refusal: refuse('no_text') };
  }
  const { metadata } = args;
  if (metadata !== undefined && !isMetadata(metadata)) {
    return { refusal: refuse('invalid_metadata_format') };
  }
  const named = withIds(checked, () => workspace.nextId('b'));
  return {
    content: {
      text: words,
      blocks: named,
      ...(attachments.length > 0 ? { attachments } : {}),
      ...(isObject(metadata) && Object.keys(metadata).length > 0 ? { metadata } : {}),
    },
  };
}

const isMetadata = (value: unknown) =>
  isObject(value) &&
  (Object.keys(value).length === 0 ||
    (stringAt(value, 'event_type') !== undefined && isObject(value['event_payload'])));
