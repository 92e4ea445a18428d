/** A context as the app makes it: what it runs with is in force, or waits, or is behind. */

import type { Context } from '../../src/engine/context.ts';
import { createGranting } from '../../src/engine/granting.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import type { Person } from '../../src/kernel/person.ts';
import { configOf, edited } from '../config/example.ts';

export async function started(ctx: Context): Promise<Context> {
  const granting = createGranting(ctx);
  const own: Context = {
    ...ctx,
    stopped: () => granting.stopped(),
    waits: () => granting.waits(),
    isBehind: () => granting.isBehind(),
    lookAgain: () => granting.lookAgain(own),
  };
  await granting.register(own);
  return own;
}

/** By the name and the account that the example gives them. */
export const person = (name: string, id: string): Person => {
  const key = `slack:T0PRODDEMO:${id}` as PersonKey;
  return { key, keys: [key], name };
};

/** Whoever asks is a member of the chat, and who is in which group stands in the file. */
export const members = {
  directory: {
    account: async (key: PersonKey) =>
      ({ key, name: 'x', standing: 'member', locale: 'en', zone: 'UTC' }) as const,
    members: async () => [],
  },
  principals: { entries: async () => [] },
};

/** The example, where a second operator confirms what has changed. */
export const watchedBy = (...changes: readonly (readonly [string, string])[]) =>
  configOf(edited(['people: [dai]', 'people: [dai]\n  confirm_changes: true'], ...changes));
