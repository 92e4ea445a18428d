/** The parts of the file about people: workspace, people, groups, operators. */

import { centerUser } from './file-center.ts';
import { sessionName } from './file-jitna.ts';
import { either } from './shape-either.ts';
import {
  accountId,
  channelId,
  emailAddress,
  entraId,
  iamName,
  nameOf,
  pagerdutyId,
  pageUrl,
  slackAccount,
  slackId,
  slug,
  zone,
} from './shape-names.ts';
import { dictionary, list, object } from './shape-object.ts';
import { text, word, yesOrNo } from './shape-scalar.ts';
import { about, mapped, optional, withDefault } from './shape.ts';

export const workspace = object(
  {
    slack: about('The id of the Slack workspace, T…', optional(slackId('team'))),
    teams: about('The id of the Microsoft Entra tenant that Teams is of', optional(entraId)),
    installation: about(
      'Six lower-case letters or digits that mark everything we write at AWS; never change it',
      text({ what: 'six lower-case letters or digits', pattern: /^[a-z0-9]{6}$/, max: 6 }),
    ),
    language: about('Of cards and threads', withDefault(word('en', 'ja'), 'en')),
    zone: about('The time zone of the thread, as Asia/Tokyo', zone),
  },
  (_, { has, report }) => {
    if (!has('slack') && !has('teams')) report('expected slack or teams, or both');
  },
);

const principal = object(
  {
    account: about('Where the user or the role is, twelve digits in quotes', accountId),
    user: about('The name of the IAM user', optional(iamName('an IAM user', 64))),
    role: about(
      'The role that the person comes into by an identity provider',
      optional(iamName('a role', 64)),
    ),
    session: about(
      'The name of their sessions there, letter by letter: case counts',
      optional(sessionName),
    ),
    source_identity: about(
      'Or the SourceIdentity that the provider sets on them; case counts',
      optional(sessionName),
    ),
  },
  (_, { has, report }) => {
    const isNamed = has('session') !== has('source_identity');
    const isUser = has('user') && !has('role') && !has('session') && !has('source_identity');
    if (isUser || (!has('user') && has('role') && isNamed)) return;
    report('expected user, or role with session or with source_identity');
  },
);

const person = object(
  {
    name: about('A short name, used everywhere in this file', slug),
    slack: about(
      'The Slack account, U…, or a list of several',
      optional(
        either({
          text: mapped(slackAccount, (one) => [one]),
          list: list(slackAccount, { min: 1 }),
        }),
      ),
    ),
    teams: about(
      'The Microsoft Entra object id of the account in Teams, or a list of several',
      optional(either({ text: mapped(entraId, (one) => [one]), list: list(entraId, { min: 1 }) })),
    ),
    aws: about(
      'Who would hold access: an IAM user, or a session of a role; without it, somebody can ' +
        'approve but not ask',
      optional(principal),
    ),
    identity_center: about(
      'The same for Identity Center: the name of the user',
      optional(centerUser),
    ),
    pagerduty: about('The id of the user at PagerDuty, P…', optional(pagerdutyId)),
    email: about('As on-call schedules know them, in lower case', optional(emailAddress)),
  },
  (_, { has, report }) => {
    if (!has('slack') && !has('teams')) report('expected slack or teams, or both');
  },
);

export const people = object({
  role_sessions: about(
    'Everybody else who has an e-mail address comes by an identity provider into this role',
    optional(
      object({
        account: about('Where the role is, twelve digits in quotes', accountId),
        role: about('The name of the role', iamName('a role', 64)),
        email_is: about(
          'What the provider sets to the e-mail address, in lower case',
          withDefault(word('session', 'source_identity'), 'session'),
        ),
      }),
    ),
  ),
  from_tags: about(
    'Also map people by the IAM user tag prod-access:chat',
    withDefault(yesOrNo, false),
  ),
  from_email: about(
    'Also map people by e-mail address and the IAM user tag prod-access:email',
    withDefault(yesOrNo, false),
  ),
  listed: about(
    'Everybody this file names',
    withDefault(list(person, { unique: ['name', 'pagerduty', 'email'] }), []),
  ),
});

const SOURCES = [
  'slack_usergroup',
  'teams_group',
  'channel',
  'pagerduty_schedule',
  'identity_center_group',
] as const;

export const groups = dictionary(
  slug,
  either({
    list: list(nameOf('person'), {
      min: 1,
      none: 'a group with nobody in it approves nothing: name at least 1 person',
    }),
    map: object(
      {
        slack_usergroup: about('The id of the user group, S…', optional(slackId('usergroup'))),
        teams_group: about('The object id of the group in Microsoft Entra', optional(entraId)),
        channel: about('Everybody in this channel of Slack or Teams', optional(channelId)),
        pagerduty_schedule: about(
          'Who is on call by this schedule of PagerDuty, P…',
          optional(pagerdutyId),
        ),
        identity_center_group: about(
          'The name of a group in IAM Identity Center',
          optional(text({ what: 'the name of a group', max: 128 })),
        ),
      },
      (_, { has, report }) => {
        if (SOURCES.filter(has).length !== 1) report(`expected one of ${SOURCES.join(', ')}`);
      },
    ),
  }),
);

export const who = list(nameOf('person', 'group'), { min: 1 });

export const operators = object({
  people: about('People and groups who look after this', who),
  channel: about('Where operators are told, C… or 19:…', channelId),
  page: about('Called by POST when a revocation is overdue; https', optional(pageUrl)),
  contact: about(
    'How people reach the operators, as refusals say it: @platform',
    text({ what: 'a short text such as @platform', max: 80 }),
  ),
  confirm_changes: about(
    'Whether a changed configuration grants nothing until a second operator agrees',
    withDefault(yesOrNo, false),
  ),
});
