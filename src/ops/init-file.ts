/** A first `prod-access.yml`, from what was found and answered: sound as it is, with comments. */

import type { Found } from '../ports/discovery.ts';
import type { Answers, Member, Members } from './init-answers.ts';
import { freeName, type Offer, quoted, shortened, slugOf } from './init-offers.ts';

export interface InitFile {
  readonly found: Found;
  readonly answers: Answers;
  /** Six letters or digits that nobody else has. */
  readonly installation: string;
  readonly language: string;
  readonly zone: string;
}

export function initText(file: InitFile): string {
  const { answers, found } = file;
  const people = peopleOf(answers);
  const groups = { requesters: answers.requesters, approvers: answers.approvers };
  return `${[
    ...heading(file),
    '',
    ...peopleLines(people, answers, found),
    '',
    'groups:',
    ...Object.entries(groups).map(([name, members]) => groupLine(name, members, people)),
    '',
    ...operatorLines(answers),
    '',
    ...accountLines(found, answers.chosen),
    '',
    'entitlements:',
    ...answers.chosen.flatMap((offer) => ['', ...offerLines(offer, answers)]).slice(1),
    ...centerLines(found),
    '',
    ...RULES,
  ].join('\n')}\n`;
}

const heading = ({ answers, installation, language, zone }: InitFile) => [
  '# Written by `npx prod-access init`, to be read and changed: prod-access.example.yml says what',
  '# else there is, and `npx prod-access check` says what is wrong.',
  '',
  'workspace:',
  '  # Clicks from any other workspace are refused.',
  `  slack: ${answers.team}`,
  '  # Part of every mark left at AWS. Never change it.',
  `  installation: ${quoted(installation)}`,
  `  language: ${language}`,
  `  zone: ${zone}`,
];

interface Named extends Member {
  readonly name: string;
}

/** Each account in chat once, by the name of the IAM user where one is known. */
function peopleOf({ requesters, approvers }: Answers): readonly Named[] {
  const all = [requesters, approvers].flatMap((one) => ('people' in one ? one.people : []));
  const bySlack = new Map<string, Member>();
  for (const one of all) if (!bySlack.get(one.slack)?.user) bySlack.set(one.slack, one);
  const taken = new Set(['requesters', 'approvers']);
  return [...bySlack.values()].map((member) => {
    const { user, slack } = member;
    const name = freeName(user ? slugOf(user) : slack.toLowerCase(), taken);
    return { ...member, name };
  });
}

function peopleLines(people: readonly Named[], { requesters }: Answers, { account }: Found) {
  const isByTag = 'usergroup' in requesters;
  return [
    'people:',
    '  # true: the IAM user tag prod-access:chat (slack:T…:U…) is believed about whose a user is.',
    '  # Whoever may tag IAM users then decides who is who.',
    `  from_tags: ${isByTag}`,
    ...(people.length === 0 ? [] : ['  listed:']),
    ...people.map(({ name, slack, user }) => {
      const aws = user ? `, aws: { account: "${account}", user: ${quoted(user)} }` : '';
      return `    - { name: ${name}, slack: ${slack}${aws} }`;
    }),
  ];
}

function groupLine(name: string, members: Members, people: readonly Named[]): string {
  if ('usergroup' in members) return `  ${name}: { slack_usergroup: ${members.usergroup} }`;
  const names = members.people.map(({ slack }) => people.find((one) => one.slack === slack)?.name);
  return `  ${name}: [${[...new Set(names)].join(', ')}]`;
}

const operatorLines = ({ channel }: Answers) => [
  'operators:',
  '  # Who looks after prod-access itself. Better others than the approvers, and a channel apart.',
  '  people: [approvers]',
  `  channel: ${channel}`,
  '  contact: the operators of prod-access',
];

/** Those that are led to; of the others, that they are there. */
function accountLines({ account, accounts }: Found, chosen: readonly Offer[]): readonly string[] {
  const used = [...new Set([account, ...chosen.flatMap((offer) => offer.accounts)])];
  const nameOf = (id: string) => accounts.find((one) => one.id === id)?.name ?? '';
  const row = (id: string) => `{ id: "${id}", name: ${quoted(shortened(nameOf(id), 40) || id)} }`;
  const others = accounts.filter(({ id }) => !used.includes(id)).slice(0, MOST_OTHERS);
  return [
    'accounts:',
    '  # Where the IAM users live: our own credentials are of this account.',
    `  - ${row(account)}`,
    ...(used.length < 2
      ? []
      : [
          '  # Without a role there (deploy/target-account.yml), nobody can read how long role',
          '  # sessions may last, and cards say up to 12 hours:',
          '  #   role: { arn: "arn:aws:iam::…:role/prod-access", external_id: … }',
        ]),
    ...used.slice(1).map((id) => `  - ${row(id)}`),
    ...(others.length === 0 ? [] : ['  # Also found in the organisation:']),
    ...others.map(({ id }) => `  # - ${row(id)}`),
  ];
}

const MOST_OTHERS = 50;

const offerLines = ({ id, title, lines }: Offer, { channel }: Answers) => [
  `  - id: ${id}`,
  `    title: ${quoted(title)}`,
  '    target:',
  ...lines.map((line) => `      ${line}`),
  '    longest: 4h',
  `    channel: ${channel}`,
];

/** Said, so that whoever wants them knows their names; not offered by this file. */
function centerLines({ center }: Found): readonly string[] {
  if (!center) return [];
  const some = (names: readonly string[]) =>
    names
      .slice(0, 30)
      .map((name) => shortened(name, 60))
      .join(', ') || 'none';
  return [
    '',
    '  # Found in Identity Center, and not offered above:',
    `  #   permission sets: ${some(center.permissionSets)}`,
    `  #   groups: ${some(center.groups)}`,
  ];
}

const RULES = [
  'rules:',
  '  # One rule for all to begin with; more, for one entry or by tag, are in the example.',
  '  - id: one-approval',
  '    for: all',
  '    eligible: [requesters]',
  '    # Nobody approves their own request.',
  '    levels:',
  '      - { name: approvers, any: 1, from: [approvers] }',
  '    lapse: 1h',
  '    max: 4h',
  '    max_total: 8h',
];
