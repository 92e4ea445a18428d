/** `explain` asked at noon in Tokyo, of the example or of a variant of it. */

import { readFileSync } from 'node:fs';
import type { Config } from '../../src/config/config.ts';
import { parseConfig } from '../../src/config/parse.ts';
import { explainAsk } from '../../src/ops/explain-command.ts';
import type { ExplainAsk } from '../../src/ops/explain-question.ts';
import type { Supposed } from '../../src/ops/policy-desk.ts';

const EXAMPLE = readFileSync(new URL('../../prod-access.example.yml', import.meta.url), 'utf8');
export const NOON = Date.parse('2026-11-30T03:00:00Z');

export function configOf(change: (text: string) => string = (text) => text): Config {
  const parsed = parseConfig(change(EXAMPLE), 'example.yml', () => 'is not here');
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  return parsed.config;
}

export interface Typed extends Pick<ExplainAsk, 'at' | 'account' | 'breakGlass'> {
  readonly person?: string;
  readonly what?: string;
  readonly time?: string;
}

export const explained = (
  { person = 'aiko', what: entitlement = 'prod-db', time = '2h', ...more }: Typed,
  config = configOf(),
  locale: 'en' | 'ja' = 'en',
  supposed: Supposed = {},
) => {
  const reader = { locale, zone: 'Asia/Tokyo' } as const;
  const ask = { person, entitlement, time, ...more, nowMs: NOON, reader };
  return explainAsk({ config }, ask, supposed);
};
