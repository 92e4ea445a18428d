/** Statements in Cedar and calendars, as the file names them. */

import { DAY, HOUR } from '../kernel/time.ts';
import { region } from './file-sessions.ts';
import { pageUrl, slug } from './shape-names.ts';
import { dictionary, object } from './shape-object.ts';
import { duration, integer, text, word } from './shape-scalar.ts';
import { about, optional, type Shape, withDefault, WRONG } from './shape.ts';

const path = text({
  what: 'the path of a file beside this one',
  pattern: /^(?!\/)(?!.*\.\.)[\w./ -]+$/,
  max: 200,
});

interface BesideFile {
  readonly name: string;
  readonly text: string;
}

/** Read with the configuration, and part of what it says. */
const besideFile: Shape<BesideFile> = {
  schema: path.schema,
  read(at, reading) {
    const name = path.read(at, reading);
    if (name === WRONG) return WRONG;
    const found = reading.beside(name);
    if (typeof found !== 'string') return { name, text: found.text };
    reading.report(at, `${name} ${found}`);
    return WRONG;
  },
};

export const policy = object(
  {
    file: about('A file in Cedar, beside this one', besideFile),
    as: about(
      'What its statements do: forbid is final, no-auto asks a person, auto-approve asks nobody',
      word('forbid', 'no-auto', 'auto-approve'),
    ),
    schema: about(
      "What they speak of: prod-access, or jitna for AWS's just-in-time node access",
      withDefault(word('prod-access', 'jitna'), 'prod-access'),
    ),
    quota: about(
      'So many automatic approvals of one person in so long',
      optional(
        object({
          times: about('How many', integer(1, 1000)),
          per: about('In how long', duration(HOUR, 31 * DAY)),
        }),
      ),
    ),
  },
  ({ as, schema }, { has, report }) => {
    if (as === 'forbid' && schema === 'jitna')
      report("AWS's deny-access stops automatic approval only; expected no-auto", 'as');
    if (has('quota') && as !== 'auto-approve') report('only auto-approve has a quota', 'quota');
  },
);

const outside = withDefault(word('open', 'closed'), 'open');

export const calendars = dictionary(
  slug,
  object(
    {
      ics: about('A file in iCalendar format, beside this one', optional(besideFile)),
      url: about('Or its address, https', optional(pageUrl)),
      ssm: about(
        'Or a Change Calendar of Systems Manager: its name in the account of the bot, or its ARN',
        optional(
          text({
            what: 'the name or ARN of a document',
            pattern: /^(?:arn:aws[a-z-]*:ssm:[a-z0-9-]+:\d{12}:document\/)?[\w.-]{3,128}$/,
            max: 200,
          }),
        ),
      ),
      region: about('Where the Change Calendar is', optional(region)),
      outside: about('What holds while no event is on; the events are the other', outside),
    },
    (_, { has, report }) => {
      const ways = (['ics', 'url', 'ssm'] as const).filter(has);
      if (ways.length !== 1) report('expected one of ics, url and ssm');
      if (has('ssm') && has('outside')) report('AWS knows whether it is open outside', 'outside');
      if (has('region') && !has('ssm')) report('only a Change Calendar has a Region', 'region');
    },
  ),
);
