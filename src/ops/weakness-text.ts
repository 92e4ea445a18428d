/** A weakness at AWS as a sentence for an operator: what, where, and what would be right. */

import { accountName, type Catalog } from '../catalog/catalog.ts';
import { HOUR, MINUTE } from '../kernel/time.ts';
import type { DocumentProblem, Weakness } from '../ports/examiner.ts';
import { botText } from './bot-rights-text.ts';
import { roleText } from './role-text.ts';
import { several } from './several.ts';

type Of<K extends Weakness['kind']> = Extract<Weakness, { kind: K }>;

export function weaknessText(weakness: Weakness, catalog: Catalog): string {
  const where = `account ${accountName(catalog, weakness.account)}`;
  switch (weakness.kind) {
    case 'standing-access':
      return standingAccess(weakness, where);
    case 'unleased-member':
      return (
        `${weakness.user} is a member of group ${weakness.group} in ${where} without a grant: ` +
        'nothing marks the membership as ours, so it never ends. Remove it, and let them ask.'
      );
    case 'unbooked-holder':
      return (
        `${weakness.user} holds ${weakness.what} of Identity Center (${where}) without a grant: ` +
        'no schedule of ours ends it, so it never ends. Take it away, and let them ask.'
      );
    case 'no-boundary':
      return (
        `IAM user ${weakness.user} in ${where} has no permissions boundary: AWS refuses what we ` +
        'would write for them, or nothing limits it. Set prod-access-boundary (deploy/README.md).'
      );
    case 'holder-role-unfit':
      return `Role ${weakness.role} in ${where} ${HOLDER_ROLE[weakness.problem]}`;
    case 'role-open':
      return roleOpen(weakness, where);
    case 'role-missing':
      return (
        `There is no role ${weakness.role} in ${where}, at least not without a path, though the ` +
        'catalogue names it. Create it, or correct the entitlement.'
      );
    case 'role-unfit':
    case 'role-endless':
      return roleText(weakness, where);
    case 'document-unfit':
      return documentUnfit(weakness, where);
    case 'runbook-unfit':
      return runbookUnfit(weakness, where);
    case 'group-unfit':
      return groupUnfit(weakness, where);
    case 'targets-overlap':
      return targetsOverlap(weakness, where);
    case 'bot-too-strong':
    case 'bot-lacks':
    case 'bot-elsewhere':
    case 'bot-unread':
      return botText(weakness, where);
    case 'unreadable':
      return unreadable(weakness, where);
  }
}

/** Worth knowing, and no reason to fail. */
export const isNote = ({ kind }: Weakness): boolean => NOTES.has(kind);
const NOTES = new Set<Weakness['kind']>([
  'bot-unread',
  'bot-elsewhere',
  'role-endless',
  'targets-overlap',
]);

function unreadable(weakness: Of<'unreadable'>, where: string): string {
  const whose = isBehindRole(weakness)
    ? 'The role by which it is entered trusts the bot alone: run doctor as the bot as well.'
    : 'Run doctor with the credentials of an operator who may read there ' +
      '(deploy/iam-doctor-policy.json); the bot itself needs no more rights for it.';
  return `What is open in ${where} is not wholly known: ${weakness.why.join('; ')}. ${whose}`;
}

/** An account whose role does not let this one in. */
export const isBehindRole = (one: Weakness): boolean =>
  one.kind === 'unreadable' && one.why.every((why) => why.includes('sts:AssumeRole'));

function standingAccess({ policy, name, users, gives }: Of<'standing-access'>, where: string) {
  const whose = {
    user: `policy ${name} of user ${policy.owner}`,
    group: `policy ${name} of group ${policy.owner}`,
    users: `managed policy ${name}, attached to the user,`,
  }[policy.of];
  return (
    `${several(users, 3)} in ${where} can reach production without asking: ${whose} allows ` +
    `${several(gives, 3)}. Take that out of it, and let them ask.`
  );
}

function roleOpen({ role, isNamed, maxSessionMs }: Of<'role-open'>, where: string): string {
  const lasts = duration(maxSessionMs);
  if (isNamed) {
    return (
      `Sessions of role ${role} in ${where} may last ${lasts}. They are ended by name, but one ` +
      'that is missed lives on: set MaxSessionDuration to 1 h.'
    );
  }
  const long = maxSessionMs > HOUR ? ' and set MaxSessionDuration to 1 h' : '';
  return (
    `Sessions of role ${role} in ${where} cannot be ended by name, and live on for up to ` +
    `${lasts} after the access: its trust policy does not force sts:RoleSessionName. Demand ` +
    `${OWN_NAME} of it there (deploy/README.md)${long}.`
  );
}

/** Written in two, since it is a variable of IAM and no template of ours. */
const OWN_NAME = ['$', '{aws:username}'].join('');

const PROBLEMS: Readonly<Record<DocumentProblem, string>> = {
  missing: 'does not exist. Publish it, or correct the entitlement.',
  'not-shell':
    'opens no shell, though the entitlement is an ssm-node. Name one of Standard_Stream.',
  endless:
    'has no maxSessionDuration: its shells last until somebody ends them. Set one, as 60 minutes.',
  'not-port':
    'forwards no port, though the entitlement is an ssm-port-forward. Name one of type Port.',
  'not-pinned':
    'leaves its port or its host to whoever opens it, so it leads to all of them. Write ' +
    'portNumber as a number, and the host by its name.',
  'no-local-port':
    'has no parameter localPortNumber, and the command that holders are given names one: AWS ' +
    'refuses it. Add the parameter, as in deploy/session-documents.yml.',
};

const HOLDER_ROLE: Readonly<Record<Of<'holder-role-unfit'>['problem'], string>> = {
  missing: 'does not exist, though people are mapped to its sessions. Correct the mapping.',
  'no-boundary':
    'has no permissions boundary, though people are mapped to its sessions: AWS refuses what we ' +
    'would write there. Set prod-access-boundary (deploy/README.md).',
  'name-chosen':
    'lets somebody in under a name of their own choice, who could hold what is given to another: ' +
    'every ask is refused. Leave only SAML in its trust policy, or force the name.',
};

const documentUnfit = (found: Of<'document-unfit'>, where: string): string =>
  `Session document ${found.document} in ${found.region} of ${where} ${PROBLEMS[found.problem]}`;

function runbookUnfit(found: Of<'runbook-unfit'>, where: string): string {
  const named = `${found.runbook} (version ${found.version}) in ${found.region} of ${where}`;
  return found.problem === 'changed'
    ? `Runbook ${named} is missing, or its content is not what was pinned: every ask for it ` +
        'is refused. Read what stands there now, then publish it again or pin that version.'
    : `Runbook ${named} comes to no role by its assumeRole, so it would act with the rights of ` +
        'the bot, and is refused. Give it, or the target, a role (deploy/README.md).';
}

const targetsOverlap = ({ entitlements }: Of<'targets-overlap'>, where: string): string =>
  `${entitlements.join(' and ')} lead in ${where} partly to the same, and do not spell it alike: ` +
  'who holds one is refused the other, since the end of one would cut both. To let people hold ' +
  'both, write the same actions and resources in the two.';

function groupUnfit({ group, problem, action = '' }: Of<'group-unfit'>, where: string): string {
  if (problem === 'missing') {
    return (
      `There is no group ${group} in ${where}, though the catalogue names it. Create it, or ` +
      'correct the entitlement.'
    );
  }
  return problem === 'dangerous'
    ? `Group ${group} in ${where} allows ${action}, by which its members could give themselves ` +
        'more: every ask for it is refused. Take that out of its policies.'
    : `Group ${group} in ${where} has a policy with NotAction, NotResource or a variable, whose ` +
        'end could not be written into AWS: every ask for it is refused. Write it with Action ' +
        'and Resource.';
}

const duration = (ms: number): string =>
  ms % HOUR === 0 ? `${ms / HOUR} h` : `${Math.round(ms / MINUTE)} min`;
