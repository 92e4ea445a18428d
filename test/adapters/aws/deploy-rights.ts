/** What deploy/ gives: to a bot, and to operators with credentials of their own. */

import { readFileSync } from 'node:fs';
import type { Document } from '../../deploy/stacks.ts';
import { BOT, seedAccounts } from '../../story/seed.ts';
import type { Rights } from './ground.ts';

/** A policy for an operator, who puts it where they like: it is in no stack. */
export const ofOperators = (name: 'doctor' | 'init'): Document =>
  JSON.parse(
    readFileSync(new URL(`../../../deploy/iam-${name}-policy.json`, import.meta.url), 'utf8'),
  ) as Document;

/** Of a bot whose catalogue has users and groups of IAM alone. */
export const deployRights = (): Rights => ({
  key: BOT,
  accounts: seedAccounts({ given: PLAIN, there: PLAIN_THERE }),
});

export const PLAIN_THERE = { Nodes: 'no' };
export const PLAIN = {
  Nodes: 'no',
  JustInTime: 'no',
  Runbooks: '',
  RunbookRoles: '',
  Calendars: '',
  Revoker: '',
};
