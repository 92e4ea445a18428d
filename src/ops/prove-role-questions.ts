/** What is assumed of open role sessions, and of a Deny at their role that is for one person. */

import type { Question } from '../ports/prover.ts';
import { type Assumed, BY_DATE, BY_REMOVAL } from './prove-assumed.ts';

const SOURCE = 'people by source_identity: the fence at the role that they go on into';
const SOURCE_DATED = 'people by source_identity: that fence stands from the start, dated';

export const ROLE_QUESTIONS = {
  'session-is-named': {
    what: 'a trust policy with sts:RoleSessionName = ${aws:username} allows no other name',
    is: { so: true },
    where: 'adapters/aws/trust-policy.ts: such a role can be fenced by name',
    change: 'Call no role fenceable by name: cards then say how long its sessions may live.',
  },
  'role-deny-ends': {
    what: 'a Deny at the role on aws:userid *:NAME ends that open session within 60 s',
    is: BY_REMOVAL,
    where: 'iam-policy, iam-group: the fence at the role ends sessions by name',
    change: 'Let cards say that role sessions live on, as for roles that force no name.',
  },
  'role-deny-spares': {
    what: 'a Deny at the role on aws:userid *:NAME leaves sessions of other names alone',
    is: { so: true },
    where: 'iam-policy, iam-group: the fence at the role ends sessions by name',
    change: 'Write no fences at roles: they would end the work of others.',
  },
  'role-deny-waits': {
    what: 'a Deny at the role with a date to come refuses nothing before it',
    is: { so: true },
    where: 'iam-policy, iam-group: the fence stands from the start, dated with the end',
    change: 'Write fences at roles at the end alone, and say that they need the bot.',
  },
  'role-deny-counts': {
    what: 'a Deny at the role ends the open session by itself, within 5 s of its date',
    is: BY_DATE,
    where: 'iam-policy, iam-group: the fence stands from the start, dated with the end',
    change: 'Say on cards how much longer role sessions may live with the bot dead.',
  },
  'source-is-own': {
    what: 'a trust policy with sts:SourceIdentity = ${aws:username} takes no other SourceIdentity',
    is: { so: true },
    where: 'adapters/aws/trust-names.ts: so a SourceIdentity says who somebody is',
    change: 'Let trust-names.ts take a SourceIdentity from identity providers alone.',
  },
  'source-is-kept': {
    what: 'a session that goes on into another role takes no other SourceIdentity along',
    is: { so: true },
    where: SOURCE,
    change: 'Map people by session, not by source_identity: who can change it is denied nothing.',
  },
  'source-deny-spares': {
    what: 'a Deny at the role on aws:SourceIdentity leaves sessions with another alone',
    is: { so: true },
    where: SOURCE,
    change: 'Write no fences by SourceIdentity: they would end the work of others.',
  },
  'source-deny-waits': {
    what: 'a Deny at the role on aws:SourceIdentity with a date to come refuses nothing before it',
    is: { so: true },
    where: SOURCE_DATED,
    change: 'Write fences by SourceIdentity at the end alone, and say that they need the bot.',
  },
  'source-deny-counts': {
    what: 'it ends the open session that carries it, by itself, within 5 s of its date',
    is: BY_DATE,
    where: SOURCE_DATED,
    change: 'Say on cards how much longer role sessions may live with the bot dead.',
  },
} as const satisfies Partial<Record<Question, Assumed>>;
