/** The parts of the file about what may be asked for: accounts and entitlements. */

import { patternOf } from '../catalog/answer.ts';
import { HOUR, MINUTE } from '../kernel/time.ts';
import { LONGEST_TOTAL_MS } from '../policy/floors.ts';
import { identityCenterTarget } from './file-center.ts';
import { accountChoice, accountsOf } from './file-choice.ts';
import { jitnaTarget } from './file-jitna.ts';
import { ssmAutomation } from './file-automation.ts';
import { ssmNode, ssmPortForward } from './file-sessions.ts';
import { takenFor } from './reserved.ts';
import { byKind, either } from './shape-either.ts';
import { accountId, channelId, iamName, slug } from './shape-names.ts';
import { dictionary, list, object } from './shape-object.ts';
import { duration, text, word, yesOrNo } from './shape-scalar.ts';
import { about, mapped, optional, withDefault } from './shape.ts';

/** Nothing is given for longer unless its entry says so, and then for so long at the most. */
export const LONG = 12 * HOUR;
export const LONGEST = LONGEST_TOTAL_MS;

const roleArn = text({
  what: 'the ARN of a role, as arn:aws:iam::111122223333:role/ProdAccess',
  pattern: /^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/,
  max: 300,
});

export const account = object(
  {
    id: about('Twelve digits in quotes', accountId),
    name: about('As people call it', text({ what: 'a short name', max: 40 })),
    role: about(
      'The role we assume there; leave it out where our own credentials live',
      optional(
        object({
          arn: about('The ARN of the role', roleArn),
          external_id: about(
            'As its trust policy demands',
            text({ what: 'an external id', max: 200 }),
          ),
        }),
      ),
    ),
  },
  ({ id, role: own }, { report }) => {
    const found = own?.arn.split(':')[4];
    if (id !== undefined && found !== undefined && found !== id)
      report(`expected a role of ${id}, got one of ${found}`, 'role');
  },
);

const worded = (max: number, lines = false) => {
  const words = text({ what: 'a text', max, lines });
  return either({
    text: mapped(words, (en) => ({ en, ja: undefined })),
    map: object({ en: about('In English', words), ja: about('In Japanese', optional(words)) }),
  });
};

const action = text({
  what: 'an action such as rds:RebootDBInstance',
  pattern: /^(?:\*|[A-Za-z0-9*?-]+:[A-Za-z0-9*?]+)$/,
  max: 130,
});
const resource = text({
  what: 'an ARN, or "*"',
  pattern: /^(?:\*|arn:[^\s:]+:[^\s:]+:[^\s:]*:[^\s:]*:\S+)$/,
  max: 500,
});
const role = iamName('a role', 64);

const iamPolicy = object(
  {
    kind: word('iam-policy'),
    user_account: about('Where the IAM users live, twelve digits in quotes', accountId),
    role: about('The role to assume', optional(role)),
    account: about('The account of the role, twelve digits in quotes', optional(accountId)),
    accounts: about('Or several, of which whoever asks chooses one', optional(accountChoice)),
    actions: about('Instead of a role: actions', optional(list(action, { min: 1, max: 30 }))),
    resources: about('What they may touch', optional(list(resource, { min: 1, max: 30 }))),
    mfa: about('Only with multi-factor authentication', withDefault(yesOrNo, true)),
  },
  (_, { has, report }) => {
    const inAccount = has('account') || has('accounts');
    const byRole = has('role') || inAccount;
    const byActions = has('actions') || has('resources');
    if (byRole === byActions) report('expected either role and account, or actions and resources');
    else if (byRole && !has('role')) report('role is missing beside its account');
    else if (has('account') && has('accounts')) report('expected either account or accounts');
    else if (byRole && !inAccount) report('account is missing beside role', 'role');
    else if (byActions && !has('actions')) report('actions is missing beside it', 'resources');
    else if (byActions && !has('resources')) report('resources is missing beside it', 'actions');
  },
);

const iamGroup = object({
  kind: word('iam-group'),
  account: about('Where group and users live, twelve digits in quotes', accountId),
  group: about('The name of the group', iamName('a group', 100)),
  roles: about(
    'The roles that its policies let members assume',
    withDefault(
      list(object({ role: about('Its name', role), account: about('Its account', accountId) })),
      [],
    ),
  ),
});

const target = byKind({
  'iam-policy': iamPolicy,
  'iam-group': iamGroup,
  'ssm-node': ssmNode,
  'ssm-port-forward': ssmPortForward,
  'identity-center': identityCenterTarget,
  jitna: jitnaTarget,
  'ssm-automation': ssmAutomation,
});

const ticketPattern = text({
  what: 'a pattern such as INC-#### (# is one digit, * one or more)',
  pattern: /^(?=.*[#*])[A-Za-z0-9#*_/.-]+$/,
  max: 40,
});

const answer = text({ what: 'an answer', max: 75 });
const question = object(
  {
    id: slug,
    label: about('The question, as people read it', worded(150)),
    required: about('Whether it must be answered', withDefault(yesOrNo, true)),
    allowed: about(
      'The answers that are taken; they are chosen from a list',
      optional(list(answer, { min: 1, max: 100 })),
    ),
    pattern: about(
      'Or a regular expression of the whole answer',
      optional(text({ what: 'a regular expression', max: 200 })),
    ),
    example: about('An answer of that form', optional(answer)),
  },
  ({ pattern }, { has, report }) => {
    if (has('allowed') && has('pattern')) report('expected either allowed or pattern');
    if (pattern !== undefined && !isPattern(pattern)) {
      report(`expected a regular expression, got ${JSON.stringify(pattern)}`, 'pattern');
    }
  },
);

function isPattern(pattern: string): boolean {
  try {
    return patternOf(pattern) instanceof RegExp;
  } catch {
    return false;
  }
}

export const entitlement = object(
  {
    id: about('A short name, as people type it', slug),
    title: about('As people read it', worded(75)),
    target: about('Where access leads', optional(target)),
    targets: about('Where access leads, all at once', optional(list(target, { min: 1, max: 5 }))),
    longest: about('The longest that may be asked for at once', duration(5 * MINUTE, LONGEST)),
    allow_long: about('Lets longest exceed 12h', withDefault(yesOrNo, false)),
    guidance: about('What to know before asking', optional(worded(500, true))),
    risk: about('What makes it risky, in a few words', optional(worded(100))),
    questions: about(
      'What to ask besides',
      withDefault(list(question, { max: 5, unique: 'id' }), []),
    ),
    ticket: about(
      'The pattern of a ticket; required unless it says otherwise',
      optional(
        either({
          text: mapped(ticketPattern, (pattern) => ({ pattern, required: true })),
          map: object({
            pattern: about('# is one digit, * one or more', ticketPattern),
            required: about('Whether a ticket must be given', withDefault(yesOrNo, true)),
          }),
        }),
      ),
    ),
    channel: about('Where its cards are posted, C… or 19:…', channelId),
    tags: about(
      'For rules that speak for a tag',
      withDefault(dictionary(slug, text({ what: 'a text in quotes', max: 100 })), new Map(), {}),
    ),
  },
  (value, { has, report }) => {
    for (const taken of takenFor(value.id)) report(taken, 'id');
    if (has('target') === has('targets')) report('expected either target or targets');
    const lists = (value.targets ?? []).map(accountsOf).filter((one) => one !== undefined);
    if (new Set(lists.map((one) => one.join())).size > 1)
      report('its targets offer different accounts, and whoever asks chooses once', 'targets');
    if ((value.longest ?? 0) > LONG && !value.allow_long)
      report('more than 12h is given only with allow_long: true beside it', 'longest');
  },
);
