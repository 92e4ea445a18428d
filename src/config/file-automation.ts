/** The parts of the file about runbooks of Systems Manager Automation. */

import { either } from './shape-either.ts';
import { accountId, slug } from './shape-names.ts';
import { dictionary, object } from './shape-object.ts';
import { integer, text, word, yesOrNo } from './shape-scalar.ts';
import { about, mapped, optional, withDefault } from './shape.ts';

const region = text({
  what: 'a Region such as ap-northeast-1',
  pattern: /^[a-z]{2}(?:-[a-z]+)+-\d$/,
  max: 30,
});
const runbookName = text({
  what: 'the name of a runbook, as ProdAccess-GrantPolicy: the bot may start no others',
  pattern: /^ProdAccess-[A-Za-z0-9_.-]{1,117}$/,
  max: 128,
});
const hash = text({
  what: 'a hash of 64 hex digits, as aws ssm describe-document tells it',
  pattern: /^[0-9a-fA-F]{64}$/,
  max: 64,
});
const roleArn = text({
  what: 'the ARN of a role, as arn:aws:iam::111122223333:role/prod-access-runbook',
  pattern: /^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/,
  max: 300,
});
const parameterName = text({
  what: 'the name of a parameter',
  pattern: /^[A-Za-z][A-Za-z0-9_]{0,49}$/,
  max: 50,
});

/** A text as it stands, something the bot knows, or what was answered. */
const fill = either({
  text: mapped(text({ what: 'a text in quotes', max: 500 }), (value) => ({ text: value })),
  map: object(
    {
      fill: about(
        'What the bot knows',
        optional(word('user', 'account', 'start', 'end', 'request', 'target')),
      ),
      answer: about('The id of a question of this entry', optional(slug)),
    },
    (_, { has, report }) => {
      if (has('fill') === has('answer')) report('expected either fill or answer');
    },
  ),
});

const runbook = {
  runbook: about('Its name', runbookName),
  version: about('The number of its version, never $DEFAULT or $LATEST', integer(1, 100_000)),
  hash: about('Its hash, so that a document made anew is refused', optional(hash)),
  parameters: about(
    'What it is given: texts, { fill: … } or { answer: … }',
    withDefault(dictionary(parameterName, fill), new Map(), {}),
  ),
};
const step = object(runbook);
const observing = object({
  ...runbook,
  present: about(
    'By which of its outputs it says that the access is there',
    object({
      output: about(
        'As step.Output',
        text({ what: 'an output, as read.Policy', pattern: /^[\w-]+\.[\w-]+$/, max: 130 }),
      ),
      lists: about('What is listed there; without it, any value will do', optional(fill)),
    }),
  ),
});

const PAIR = ['grant', 'revoke', 'observe'] as const;
const NO_OBSERVE =
  'observe is missing: a third runbook, which only looks, has to say whether the access is ' +
  'there; without it nobody would know that it is gone';

export const runbooks = object({
  schedules: about(
    'EventBridge Scheduler, which starts the runbook that takes back what has no date',
    object({
      group: about(
        'The schedule group, as deploy/runbook-schedules.yml makes it',
        withDefault(
          text({ what: 'the name of a schedule group', pattern: /^[\w.-]{1,64}$/, max: 64 }),
          'prod-access',
        ),
      ),
      role: about(
        'The role that schedules are lent; it starts what takes, and nothing else',
        roleArn,
      ),
    }),
  ),
});

export const ssmAutomation = object(
  {
    kind: word('ssm-automation'),
    account: about('Where users and runbooks are, twelve digits in quotes', accountId),
    region: about('Where the runbooks are', region),
    role: about(
      'The role they act in, given to them as AutomationAssumeRole; leave it out only where ' +
        'they name their own',
      optional(roleArn),
    ),
    work: about('One runbook that does the work itself', optional(step)),
    grant: about('Or a pair: the one that gives', optional(step)),
    revoke: about('The one that takes', optional(step)),
    observe: about('The one that only looks', optional(observing)),
    dated: about(
      'Whether what is given ends inside AWS by its date, which the observed output shows',
      withDefault(yesOrNo, false),
    ),
    alarm: about(
      'A CloudWatch alarm that stops what gives, or does the work',
      optional(text({ what: 'the name of an alarm', max: 255 })),
    ),
  },
  (value, { has, report }) => {
    const pair = PAIR.filter((key) => has(key));
    if (has('work') === pair.length > 0)
      report('expected either work, or grant, revoke and observe');
    else if (!has('work') && pair.length < PAIR.length) {
      const [first] = PAIR.filter((key) => !has(key));
      report(first === 'observe' ? NO_OBSERVE : `${first} is missing beside ${pair.join(', ')}`);
    }
    if (value.dated && has('work')) report('only what a pair gives can be dated', 'dated');
    const found = value.role?.split(':')[4];
    if (found !== undefined && value.account !== undefined && found !== value.account) {
      report(`expected a role of ${value.account}, got one of ${found}`, 'role');
    }
  },
);
