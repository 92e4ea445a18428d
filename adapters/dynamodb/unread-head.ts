/** The head of an item that we cannot unpack: a newer release's, or a damaged one. */

import { Fault } from '../../src/kernel/fault.ts';
import type { Head } from '../../src/ports/store.ts';
import { DICTIONARIES } from './dictionary.ts';

/**
 * What the item says in plain text is known, so that it is listed and due as ever and holds up no
 * other. Whoever asks it for more, or copies it, hears why that is not to be had.
 */
export function unreadHead(plain: Pick<Head, 'key' | 'version' | 'index'>, why: string): Head {
  const refuse = (): never => {
    throw new Fault('store-failed', `The record ${plain.key} ${why}`);
  };
  const head: Head = {
    ...plain,
    get body() {
      return refuse();
    },
    get chain() {
      return refuse();
    },
    get sealed() {
      return refuse();
    },
  };
  unread.add(head);
  return head;
}

const unread = new WeakSet<Head>();
export const isUnread = (head: Head): boolean => unread.has(head);

/** Of an item without any attribute that we know to unpack. */
export function newer(attributes: readonly string[]): string {
  const form = attributes.find((name) => /^packed\d+$/.test(name)) ?? 'none';
  const known = DICTIONARIES.map(([name]) => name).join(', ');
  return (
    `was written by another prod-access: its form is ${form}, this one knows ${known}. ` +
    'Run the newer one again, or restore a backup from before it.'
  );
}

export function damaged(error: unknown): string {
  const cause = error instanceof Error ? error.message : String(error);
  return `cannot be read: ${cause}. Restore a backup from before it was damaged.`;
}
