/** The experiments: what each makes, what it needs, and which questions it asks. */

import type { ExperimentName, Given, Question } from '../ports/prover.ts';

export interface Experiment {
  readonly name: ExperimentName;
  readonly what: string;
  readonly makes: string;
  readonly needs: readonly (keyof Given)[];
  /** On AWS's clock: begun before the others, and looked at until it has come about. */
  readonly waits?: true;
  readonly questions: readonly Question[];
}

export const EXPERIMENTS: readonly Experiment[] = [
  {
    name: 'schedule-iam',
    what: 'EventBridge Scheduler ends access in IAM by itself',
    makes: 'a user, a group, a role for Scheduler that only takes away, two schedules',
    needs: [],
    waits: true,
    questions: ['scheduler-takes-iam', 'schedule-deletes-policy', 'schedule-leaves-group'],
  },
  {
    name: 'schedule-assignment',
    what: 'EventBridge Scheduler ends an assignment of Identity Center',
    makes:
      'an empty group and a permission set without policies in Identity Center, the assignment ' +
      'of both to this account, a role for Scheduler, a schedule',
    needs: ['instance', 'identityStore'],
    waits: true,
    questions: ['scheduler-takes-ssoadmin', 'schedule-deletes-assignment'],
  },
  {
    name: 'schedule-membership',
    what: 'EventBridge Scheduler ends a membership in the Identity Store',
    makes:
      'two groups that open nothing and a user who cannot sign in in the Identity Store, a ' +
      'runbook, two roles for Scheduler, two schedules',
    needs: ['identityStore'],
    waits: true,
    questions: [
      'scheduler-takes-identitystore',
      'schedule-deletes-membership',
      'scheduler-takes-runbook',
      'runbook-deletes-membership',
    ],
  },
  {
    name: 'session-longest',
    what: 'session documents and how long their sessions last',
    makes: 'three session documents, a shell and a tunnel on the node with nobody in them',
    needs: ['node'],
    waits: true,
    questions: [
      'port-takes-longest',
      'port-takes-host',
      'shell-keeps-longest',
      'port-forgets-longest',
    ],
  },
  {
    name: 'session-owner',
    what: 'whose a session is that an assumed role opens',
    makes: 'a user with a key, a role, a session document, a shell on the node',
    needs: ['node'],
    questions: ['owner-is-arn', 'terminate-is-listed'],
  },
  {
    name: 'role-deny',
    what: 'a Deny at a role ends the sessions of one person',
    makes: 'two users with keys, a role that they take on',
    needs: [],
    questions: [
      'session-is-named',
      'role-deny-waits',
      'role-deny-counts',
      'role-deny-ends',
      'role-deny-spares',
    ],
  },
  {
    name: 'dated-allow',
    what: 'a date ends what a policy allows',
    makes: 'a user with a key',
    needs: [],
    questions: ['allow-ends-itself'],
  },
  {
    name: 'deny-over-group',
    what: 'a dated Deny at a user beats what a group allows',
    makes: 'a user with a key, a group',
    needs: [],
    questions: ['deny-waits', 'deny-beats-group'],
  },
  {
    name: 'propagation',
    what: 'how long AWS takes to heed a change, up to three times each',
    makes: 'three users with keys, a group, a role',
    needs: [],
    questions: ['put-user-policy', 'delete-user-policy', 'remove-from-group', 'put-role-policy'],
  },
  // Last, so that where AWS is slow it takes no time from the others.
  {
    name: 'source-deny',
    what: 'a Deny for one SourceIdentity ends the sessions that carry it',
    makes: 'two users with keys, a role that they come into, and one that they go on into',
    needs: [],
    questions: [
      'source-is-own',
      'source-is-kept',
      'source-deny-waits',
      'source-deny-counts',
      'source-deny-spares',
    ],
  },
];

export const OPTION_OF: Readonly<Record<keyof Given, string>> = {
  node: '--node i-…',
  instance: '--instance arn:aws:sso:::instance/ssoins-…',
  identityStore: '--identity-store d-…',
};

/** The options that an experiment waits for, as they are typed. */
export const missingFor = ({ needs }: Experiment, given: Given): readonly string[] =>
  needs.filter((one) => !given[one]).map((one) => OPTION_OF[one]);

const SHAPES: Readonly<Record<keyof Given, RegExp>> = {
  node: /^m?i-[0-9a-f]{8,17}$/,
  instance: /^arn:aws:sso:::instance\/(?:sso)?ins-[\w-]{16}$/,
  identityStore: /^d-[0-9a-f]{10}$|^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
};

/** A sentence about the first option that cannot be what it should be. */
export function wrongIn(given: Given): string | undefined {
  const names = Object.keys(SHAPES) as (keyof Given)[];
  const wrong = names.find((one) => given[one] !== undefined && !SHAPES[one].test(given[one]));
  return wrong && `${given[wrong]} is none that AWS gives. It is written ${OPTION_OF[wrong]}`;
}
