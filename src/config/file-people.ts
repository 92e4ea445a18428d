/** The parts of the file about people: workspace, people, groups, operators. */

import { centerUser } from './file-center.ts';
import { either } from './shape-either.ts';
import {
  accountId,
  iamName,
  nameOf,
  pageUrl,
  slackAccount,
  slackId,
  slug,
  zone,
} from './shape-names.ts';
import { dictionary, list, object } from './shape-object.ts';
import { text, word, yesOrNo } from './shape-scalar.ts';
import { about, mapped, optional, withDefault } from './shape.ts';

export const workspace = object({
  slack: about('The id of the Slack workspace, T…', slackId('team')),
  installation: about(
    'Six lower-case letters or digits that mark everything we write at AWS; never change it',
    text({ what: 'six lower-case letters or digits', pattern: /^[a-z0-9]{6}$/, max: 6 }),
  ),
  language: about('Of cards and threads', withDefault(word('en', 'ja'), 'en')),
  zone: about('The time zone of the thread, as Asia/Tokyo', zone),
});

const person = object({
  name: about('A short name, used everywhere in this file', slug),
  slack: about(
    'The Slack account, U…, or a list of several',
    either({ text: mapped(slackAccount, (one) => [one]), list: list(slackAccount, { min: 1 }) }),
  ),
  aws: about(
    'The IAM user that would hold access; without it, somebody can approve but not ask',
    optional(
      object({
        account: about('Where the user lives, twelve digits in quotes', accountId),
        user: about('The name of the user', iamName('an IAM user', 64)),
      }),
    ),
  ),
  identity_center: about(
    'The same for Identity Center: the name of the user',
    optional(centerUser),
  ),
});

export const people = object({
  from_tags: about(
    'Also map people by the IAM user tag prod-access:chat',
    withDefault(yesOrNo, false),
  ),
  from_email: about(
    'Also map people by e-mail address and the IAM user tag prod-access:email',
    withDefault(yesOrNo, false),
  ),
  listed: about('Everybody this file names', withDefault(list(person, { unique: 'name' }), [])),
});

export const groups = dictionary(
  slug,
  either({
    list: list(nameOf('person'), { min: 1 }),
    map: object({ slack_usergroup: about('The id of the user group, S…', slackId('usergroup')) }),
  }),
);

export const who = list(nameOf('person', 'group'), { min: 1 });

export const operators = object({
  people: about('People and groups who look after this', who),
  channel: about('Where operators are told, C…', slackId('channel')),
  page: about('Called by POST when a revocation is overdue; https', optional(pageUrl)),
  contact: about(
    'How people reach the operators, as refusals say it: @platform',
    text({ what: 'a short text such as @platform', max: 80 }),
  ),
});
