/** The quotas of IAM that a grant can run into, with the words IAM refuses in. */

import { AwsFault } from './fault.ts';
import { invalid } from './params.ts';
import type { Tag } from './types.ts';

export const QUOTA = {
  inlineCharacters: { users: 2048, groups: 5120, roles: 10_240 },
  groupsPerUser: 10,
  tags: 50,
  tagKey: 128,
  tagValue: 256,
} as const;

export type Collection = keyof typeof QUOTA.inlineCharacters;

/** White space is free; everything else of all inline policies of one identity counts together. */
export function checkInlineQuota(
  collection: Collection,
  name: string,
  inline: Readonly<Record<string, string>>,
): void {
  const max = QUOTA.inlineCharacters[collection];
  const used = Object.values(inline).reduce((sum, text) => sum + sizeOf(text), 0);
  if (used <= max) return;
  const kind = collection.slice(0, -1);
  const words = `Maximum policy size of ${max} bytes exceeded for ${kind} ${name}`;
  throw new AwsFault('LimitExceeded', words);
}

const sizeOf = (document: string) => document.replaceAll(/\s/g, '').length;

export function checkGroupQuota(groups: readonly string[]): void {
  const max = QUOTA.groupsPerUser;
  if (groups.length <= max) return;
  throw new AwsFault('LimitExceeded', `Cannot exceed quota for GroupsPerUser: ${max}`);
}

export function checkTags(tags: readonly Tag[]): void {
  const keys = tags.map(({ key }) => key.toLowerCase());
  if (new Set(keys).size !== keys.length) {
    const words = 'Duplicate tag keys found. Please note that Tag keys are case insensitive.';
    throw new AwsFault('InvalidInput', words);
  }
  for (const [i, { key, value }] of tags.entries()) {
    const place = `tags.${i + 1}.member`;
    if (key.length < 1 || key.length > QUOTA.tagKey) {
      throw invalid(`${place}.key`, key, 'Member must have length between 1 and 128');
    }
    if (value.length > QUOTA.tagValue) {
      throw invalid(`${place}.value`, value, 'Member must have length less than or equal to 256');
    }
    for (const [field, text] of [
      ['key', key],
      ['value', value],
    ] as const) {
      if (/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(text)) continue;
      const pattern = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+';
      throw invalid(
        `${place}.${field}`,
        text,
        `Member must satisfy regular expression pattern: ${pattern}`,
      );
    }
    if (/^aws:/i.test(key)) {
      throw new AwsFault('InvalidInput', 'Tag keys starting with aws: are reserved for AWS.');
    }
  }
}

export function checkTagQuota(tags: readonly Tag[]): void {
  if (tags.length <= QUOTA.tags) return;
  throw new AwsFault('LimitExceeded', 'The number of tags has reached the maximum limit.');
}
