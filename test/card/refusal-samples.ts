/** One refusal of every code: the compiler asks for each. */

import {
  type Refusal,
  type RefusalCode,
  type RefusalFacts,
  refuse,
} from '../../src/kernel/refusal.ts';
import { HOUR } from '../../src/kernel/time.ts';
import { requestId } from '../../src/kernel/brand.ts';
import { at, BEN, CHIE, ID } from './case-story.ts';

const operators = '@platform';
const user = 'aiko.sato';
const what = 'role ProdDbOperator';
const approvers = [BEN, CHIE].map(({ key, name }) => ({ key, name }));

const FACTS: { readonly [C in RefusalCode]: RefusalFacts[C] } = {
  'person-unknown': { operators },
  'person-unmapped': { operators },
  'person-ambiguous': { operators },
  'person-not-human': {},
  'person-guest': {},
  'person-stranger': {},
  'person-left': {},
  'directory-silent': { what: 'sre-leads' },
  'entitlement-unknown': { typed: 'prod-dv', known: ['prod-db', 'prod-shell'] },
  'not-eligible': { entitlement: 'prod-db', who: ['sre', 'dba'] },
  'nothing-eligible': { operators },
  'no-rule': { entitlement: 'prod-db', operators },
  'nobody-could-approve': { entitlement: 'prod-db', level: 'sre' },
  'too-long': { askedMs: 6 * HOUR, maxMs: 4 * HOUR, rule: 'prod-two-people' },
  'too-far-ahead': { maxMs: 90 * 24 * HOUR },
  'window-nearly-over': { endMs: at('19:00') },
  'justification-short': { min: 10 },
  'justification-long': { max: 500 },
  'answer-missing': { question: 'Impact' },
  'ticket-malformed': { typed: 'INC1', example: 'INC-1234' },
  'time-not-understood': { typed: '2 fortnights', at: 2, length: 10, problem: 'not-understood' },
  'too-many-open': { max: 3, open: [ID, requestId('PA-9Q2X7'), requestId('PA-1111')] },
  'same-request-open': { id: ID },
  'denied-recently': { id: ID, untilMs: at('18:20') },
  'principal-missing': { user, account: '111122223333' },
  'principal-replaced': { user },
  'already-held': { user, what: 'group ops-prod' },
  'budget-exceeded': { need: 900, free: 200 },
  'groups-full': { user, max: 10 },
  'tags-full': { user, max: 50 },
  'target-missing': { what: 'group ops-prod' },
  'nodes-missing': { what: 'i-0123456789abcdef0' },
  'nodes-offline': { nodes: ['i-0123456789abcdef0', 'i-0fedcba9876543210'] },
  'nodes-too-many': { found: 500, max: 15 },
  'agent-old': { node: 'i-0123456789abcdef0', found: '2.3.50.0', needed: '2.3.672.0' },
  'document-unfit': { document: 'ProdAccess-Admin-GUI', problem: 'not-pinned' },
  'target-dangerous': { what, action: 'iam:CreateUser' },
  'target-unfenceable': { what },
  'targets-overlap': { what, other: 'prod-shell' },
  'reach-changed': { what },
  'wrong-account': { wanted: '111122223333', found: '999900001111' },
  'aws-refused': { action: 'PutUserPolicy', message: 'MalformedPolicyDocument' },
  'aws-silent': {},
  'own-request': { needed: 1, from: ['sre-leads'], approvers },
  'own-denial': { id: ID },
  'not-an-approver': { from: ['sre-leads', 'dba'], approvers },
  'level-not-reached': { level: 'team' },
  'already-approved-by-you': { id: ID },
  'already-decided': { id: ID, outcome: 'denied', by: approvers, atMs: at('18:07') },
  'request-lapsed': { id: ID, atMs: at('19:02') },
  'window-almost-over': { endMs: at('19:00') },
  'card-updated': { id: ID },
  'card-elsewhere': { id: ID },
  'rule-changed': { id: ID, needed: 1 },
  'reason-missing': {},
  'shorter-is-longer': { askedMs: 2 * HOUR },
  'request-unknown': { typed: 'PA-0000' },
  'not-yours': { id: ID },
  'not-active': { id: ID, state: 'pending' },
  'already-ended': { id: ID },
  'extension-open': { id: ID },
  'extension-too-long': { id: ID, leftMs: HOUR },
  'nothing-to-extend': {},
  'several-open': { ids: [ID, requestId('PA-9Q2X7')] },
  'not-an-operator': { operators },
  'second-operator-needed': { id: ID, first: 'ops1' },
  'not-overdue': { id: ID },
  'granting-stopped': { why: 'the audit log could not be verified' },
  'configuration-behind': {},
  'policy-failed': { what: 'prod-two-people' },
};

export const SAMPLES: readonly Refusal[] = Object.entries(FACTS).map(([code, facts]) =>
  refuse(code as RefusalCode, facts),
);
