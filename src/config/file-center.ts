/** The parts of the file about IAM Identity Center: where it is run, and what it leads to. */

import { accountChoice } from './file-choice.ts';
import { accountId } from './shape-names.ts';
import { list, object } from './shape-object.ts';
import { text, word } from './shape-scalar.ts';
import { about, optional, withDefault } from './shape.ts';

/** Of groups and users as Identity Center shows them: no slash, which tells the two kinds apart. */
const shown = (what: string, max: number) => text({ what, pattern: /^[^/\s][^/]*$/, max });

export const centerUser = shown('the name of a user of Identity Center', 128);

const permissionSet = text({
  what: 'the ARN of a permission set, as arn:aws:sso:::permissionSet/ssoins-…/ps-…',
  pattern: /^arn:aws:sso:::permissionSet\/(?:sso)?ins-[0-9a-f]{16}\/ps-[0-9a-f]{16}$/,
  max: 100,
});

const lead = object(
  {
    account: about('The account, twelve digits in quotes', optional(accountId)),
    accounts: about('Or several, of which whoever asks chooses one', optional(accountChoice)),
    permission_set: about('The permission set there', permissionSet),
  },
  (_, { has, report }) => {
    if (has('account') === has('accounts')) report('expected either account or accounts');
  },
);

const roleOf = (name: string) =>
  text({
    what: `the ARN of a role, as arn:aws:iam::111122223333:role/${name}`,
    pattern: /^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    max: 300,
  });

export const identityCenter = object({
  account: about('From which account it is run: one of the accounts of this file', accountId),
  region: about(
    'Where it was set up',
    text({
      what: 'a Region such as ap-northeast-1',
      pattern: /^[a-z]{2}(?:-[a-z]+)+-\d$/,
      max: 30,
    }),
  ),
  instance: about(
    'The ARN of its instance',
    text({
      what: 'the ARN of an instance, as arn:aws:sso:::instance/ssoins-…',
      pattern: /^arn:aws:sso:::instance\/(?:sso)?ins-[0-9a-f]{16}$/,
      max: 80,
    }),
  ),
  store: about(
    'Its identity store',
    text({ what: 'd- and ten digits, as d-95671a1b2c', pattern: /^d-[0-9a-f]{10}$/, max: 12 }),
  ),
  portal: about(
    'The address of its access portal',
    optional(text({ what: 'an https address', pattern: /^https:\/\/\S+$/, max: 200 })),
  ),
  giver: about(
    'The role that gives, in sessions that are over before a late call could land',
    roleOf('ProdAccessGiver'),
  ),
  schedules: about(
    'EventBridge Scheduler, which takes away what nobody else does',
    object({
      group: about(
        'The schedule group, as deploy/identity-center.yml makes it',
        withDefault(
          text({ what: 'the name of a schedule group', pattern: /^[\w.-]{1,64}$/, max: 64 }),
          'prod-access',
        ),
      ),
      role: about(
        'The role that schedules are lent; it may take away and nothing else',
        roleOf('ProdAccessRevoker'),
      ),
      runbook: about(
        'What ends a membership, since its id is not known before it is given',
        withDefault(
          text({
            what: 'the name of a runbook',
            pattern: /^[\w.-]{3,128}$/,
            max: 128,
          }),
          'ProdAccess-EndMembership',
        ),
      ),
    }),
  ),
});

export const identityCenterTarget = object(
  {
    kind: word('identity-center'),
    group: about('The group to join, by its display name', optional(shown('a group', 1024))),
    leads_to: about(
      'All that the group is assigned to; without a group, the one assignment',
      list(lead, { min: 1, max: 20 }),
    ),
  },
  (value, { has, report }) => {
    if (!has('group') && (value.leads_to?.length ?? 1) > 1)
      report('without a group there is one assignment for each target', 'leads_to');
    if (has('group') && value.leads_to?.some(({ accounts }) => accounts !== undefined))
      report(
        'a group leads to all of its accounts: write an entry with account for each',
        'leads_to',
      );
  },
);
