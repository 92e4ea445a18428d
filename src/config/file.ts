/** The whole file, as it is written: what `prod-access.yml` may say. */

import { account, entitlement } from './file-catalog.ts';
import { audit } from './file-audit.ts';
import { identityCenter } from './file-center.ts';
import { groups, operators, people, workspace } from './file-people.ts';
import { runbooks } from './file-automation.ts';
import { jitna } from './file-jitna.ts';
import { calendars, policy } from './file-policies.ts';
import { limits, rule } from './file-rules.ts';
import { pageUrl } from './shape-names.ts';
import { list, object } from './shape-object.ts';
import { about, type JsonSchema, optional, type ShapeValue, withDefault } from './shape.ts';

export const configFile = object({
  workspace: about('Where this runs', workspace),
  people: about('Who is who: accounts in chat and users at AWS', people),
  groups: about('People by function; rules name these', withDefault(groups, new Map(), {})),
  operators: about('Who looks after this', operators),
  accounts: about('The AWS accounts that entries lie in', list(account, { min: 1, unique: 'id' })),
  identity_center: about(
    'IAM Identity Center, where people hold access there',
    optional(identityCenter),
  ),
  entitlements: about('What may be asked for', list(entitlement, { min: 1, unique: 'id' })),
  rules: about('Who may ask, and whose approval it takes', list(rule, { min: 1, unique: 'id' })),
  policies: about(
    'Statements in Cedar, which have their say before the rules',
    withDefault(list(policy, { max: 200, unique: 'file' }), []),
  ),
  calendars: about('When changes are frozen', withDefault(calendars, new Map(), {})),
  webhook: about(
    'Called by POST about requests that wait, for approvers who are not in a chat; https',
    optional(pageUrl),
  ),
  runbooks: about('Where the ends of what runbooks give are booked', optional(runbooks)),
  jitna: about('How requests filed at AWS are carried into chat', optional(jitna)),
  limits: about('What nobody may exceed', limits),
  audit: about('How the record is kept beyond the store', optional(audit)),
});

export type ConfigFile = ShapeValue<typeof configFile>;

/** For editors: completion, hover texts, and most mistakes marked while typing. */
export const configSchema = (): JsonSchema => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'prod-access.yml',
  ...configFile.schema,
});
