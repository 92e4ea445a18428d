/** What an import prints: parts of `prod-access.yml`, each below the key that it belongs to. */

import type { ApproverNames } from './import-approvers.ts';
import type { ImportPlace } from './import-document.ts';
import { quoted } from './init-offers.ts';

/** Lines of entries, two columns further in than their key. */
export interface Sections {
  readonly calendars?: readonly string[];
  readonly policies?: readonly string[];
  readonly entitlements?: readonly string[];
  readonly rules?: readonly string[];
}

export function importedYaml(names: ApproverNames, sections: Sections): string {
  const { calendars = [], policies = [], entitlements = [], rules = [] } = sections;
  const told = Object.entries({ calendars, policies, entitlements, rules }).flatMap(
    ([key, lines]) => (lines.length > 0 ? ['', `${key}:`, ...lines.map(inside)] : []),
  );
  return `${[...HEADING, ...(rules.length > 0 ? names.lines() : []), ...told].join('\n')}\n`;
}

const inside = (line: string): string => (line === '' ? '' : `  ${line}`);

const HEADING = [
  '# Put each part below the same key of prod-access.yml. Then: npx prod-access check',
];

interface RuleParts {
  readonly id: string;
  readonly scope: string;
  readonly levels: readonly string[];
  readonly freeze?: readonly string[];
  readonly lapse: string;
  readonly max: string;
}

export const ruleLines = ({ id, scope, levels, freeze = [], lapse, max }: RuleParts) => [
  `- id: ${id}`,
  `  for: ${scope}`,
  '  eligible: [requesters]',
  '  levels:',
  ...levels.map((line) => `    ${line}`),
  ...freeze.map((line) => `  ${line}`),
  `  lapse: ${lapse}`,
  `  max: ${max}`,
];

/** What nobody gave is a word that `check` refuses, by its place. */
export const placeOf = ({ account, region, channel }: ImportPlace) => ({
  account: quoted(account ?? 'ACCOUNT'),
  region: region ?? 'REGION',
  channel: channel ?? 'CHANNEL',
});

export function placeNotes({ account, region, channel }: ImportPlace): readonly string[] {
  const missing = Object.entries({ account, region, channel }).flatMap(([name, given]) =>
    given === undefined ? [name] : [],
  );
  if (missing.length === 0) return [];
  const words = missing.map((name) => name.toUpperCase()).join(', ');
  const options = missing.map((name) => `--${name}`).join(', ');
  return [`No document says where: replace ${words} in what was printed, or give ${options}.`];
}
