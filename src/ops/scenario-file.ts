/** Scenario files: who asks for what and when, and what policy is expected to say of it. */

import type { Catalog } from '../catalog/catalog.ts';
import type { Entitlement } from '../catalog/entitlement.ts';
import type { Config } from '../config/config.ts';
import { inFileOrder, type Problem } from '../config/problem.ts';
import { accountId, nameOf, oneOf, slug } from '../config/shape-names.ts';
import { dictionary, list, object } from '../config/shape-object.ts';
import { duration, integer, text, word, yesOrNo } from '../config/shape-scalar.ts';
import {
  about,
  optional,
  type Reading,
  refined,
  type Shape,
  type ShapeValue,
  withDefault,
  WRONG,
} from '../config/shape.ts';
import { openSource } from '../config/yaml-source.ts';
import { readMoment } from '../kernel/moment.ts';
import { DAY, MINUTE } from '../kernel/time.ts';
import { POLICY_CODES } from '../policy/refusal-codes.ts';
import { momentText } from './moment-words.ts';

const short = (what: string) => text({ what, max: 200 });

const attributes = object({
  cost_center: optional(short('a cost center')),
  division: optional(short('a division')),
  employee_number: optional(short('an employee number')),
  organization: optional(short('an organization')),
  center_groups: withDefault(list(short('the id of a group')), []),
  tags: withDefault(dictionary(short('a tag'), short('a text')), new Map(), {}),
});

const supposition = (quotas: readonly string[]) =>
  object({
    groups: about(
      'Who is in a group that a chat, PagerDuty or Identity Center keeps',
      withDefault(dictionary(nameOf('group'), list(nameOf('person'))), new Map(), {}),
    ),
    calendars: about(
      'Whether a calendar is open then, whatever it says itself',
      withDefault(dictionary(nameOf('calendar'), word('open', 'closed')), new Map(), {}),
    ),
    people: about(
      'What AWS knows of them, for statements that speak of it',
      withDefault(dictionary(nameOf('person'), attributes), new Map(), {}),
    ),
    denials: about('Denials in the last 24 hours', optional(integer(0, 100))),
    grants: about('Live grants', optional(integer(0, 100))),
    spent: about(
      'How often the quota of a file is spent',
      withDefault(dictionary(oneOf('file with a quota', quotas), integer(0, 1000)), new Map(), {}),
    ),
  });

const EXPECTED = ['needs-approval', 'auto-approved', 'break-glass', 'forbidden'] as const;

const scenario = (moment: Shape<string>, quotas: readonly string[], { entitlements }: Catalog) =>
  object(
    {
      name: about('What it shows, as a sentence', short('a sentence')),
      person: about('Who asks', nameOf('person')),
      entitlement: about('For what', nameOf('entitlement')),
      for: about('For how long', withDefault(duration(MINUTE, 14 * DAY), 60 * MINUTE, '1h')),
      at: about('When access would begin, as 2026-12-24 03:00, in the zone of the file', moment),
      account: about('Of several; none where there is nothing to choose', optional(accountId)),
      ticket: optional(short('a ticket')),
      break_glass: about('Access first, and approval after', withDefault(yesOrNo, false)),
      suppose: optional(supposition(quotas)),
      expect: about('What policy says', word(...EXPECTED)),
      levels: about('How many at which level', optional(dictionary(slug, integer(1, 50)))),
      because: about(
        'The code of the refusal, as frozen or not-eligible',
        optional(oneOf('refusal by policy', POLICY_CODES)),
      ),
      by: about('The statement that approves or forbids it', optional(short('a statement'))),
    },
    ({ account, entitlement, expect }, { has, report }) => {
      const entry = entitlements.get(entitlement ?? '');
      const wrong = account !== undefined && entry && accountWrong(account, entry);
      if (wrong) report(wrong, 'account');
      // Nobody can ask without one, and a statement that speaks of it would never be heard.
      const open = !has('account') && entry?.accounts;
      if (open) report(`say which account is asked for: one of ${open.join(', ')}`, 'entitlement');
      if (expect === undefined) return;
      const isForbidden = expect === 'forbidden';
      if (has('because') && !isForbidden) report('only what is forbidden has a because', 'because');
      if (has('levels') && isForbidden) report('what is forbidden has no levels', 'levels');
    },
  );

function accountWrong(account: string, { id, accounts }: Entitlement): string | undefined {
  if (!accounts) return `${id} leaves no account to choose: leave this out`;
  if (accounts.includes(account)) return undefined;
  return `expected one of ${accounts.join(', ')}, which ${id} lets people choose, got ${account}`;
}

const fileOf = (moment: Shape<string>, quotas: readonly string[], catalog: Catalog) =>
  object({
    suppose: about('For every scenario of this file', optional(supposition(quotas))),
    scenarios: withDefault(list(scenario(moment, quotas, catalog), { unique: 'name' }), []),
  });

export type ScenarioFile = ShapeValue<ReturnType<typeof fileOf>>;
export type Scenario = ScenarioFile['scenarios'][number];
export type Supposition = NonNullable<Scenario['suppose']>;

export type ParsedScenarios =
  | { readonly ok: true; readonly file: ScenarioFile }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Names are those of the configuration: a person who does not exist is a problem of the file. */
export function parseScenarios(written: string, name: string, config: Config): ParsedScenarios {
  const source = openSource(written, name, 'is empty; begin with scenarios:');
  if (!source.root) return { ok: false, problems: source.problems };
  const problems = [...source.problems];
  const reading: Reading = {
    report: ({ path, offset }, message) =>
      void problems.push({ file: name, ...source.spotOf(offset), path, message }),
    pass: () => undefined,
    beside: () => 'cannot be read here',
    names: {
      person: config.people.listed.map((one) => one.name),
      group: [...config.groups.keys()],
      entitlement: [...config.catalog.entitlements.keys()],
      calendar: [...config.calendars.keys()],
    },
  };
  const quotas = config.policies.flatMap(({ quota }) => (quota ? [quota.name] : []));
  const file = fileOf(momentIn(config.zone), quotas, config.catalog).read(source.root, reading);
  if (file === WRONG || problems.length > 0) return { ok: false, problems: inFileOrder(problems) };
  return { ok: true, file };
}

const momentIn = (zone: string): Shape<string> =>
  refined(short('a moment such as 2026-12-24 03:00'), (written, at, reading) => {
    const read = readMoment(written, zone);
    if (read.ok) return;
    const example = '2026-12-24 03:00, or 2026-12-24 03:00 Asia/Tokyo';
    const { trouble } = read;
    const isOdd = trouble.code === 'not-understood';
    const why = isOdd ? '' : `. ${momentText(written, trouble, { locale: 'en', zone })}`;
    reading.report(at, `expected a moment such as ${example}, got "${written}"${why}`);
  });
