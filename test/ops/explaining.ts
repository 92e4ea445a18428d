/** `explain` asked at noon in Tokyo, of the example or of a variant of it. */

import { readFileSync } from 'node:fs';
import type { Config } from '../../src/config/config.ts';
import { parseConfig } from '../../src/config/parse.ts';
import { explainAsk } from '../../src/ops/explain-command.ts';
import type { ExplainAsk } from '../../src/ops/explain-question.ts';
import type { Supposed } from '../../src/ops/policy-desk.ts';
import type { PolicyEngine } from '../../src/ports/policy-engine.ts';

const EXAMPLE = readFileSync(new URL('../../prod-access.example.yml', import.meta.url), 'utf8');
export const NOON = Date.parse('2026-11-30T03:00:00Z');

type Beside = Parameters<typeof parseConfig>[2];

export function configOf(
  change: (text: string) => string = (text) => text,
  beside: Beside = () => 'is not here',
): Config {
  const parsed = parseConfig(change(EXAMPLE), 'example.yml', beside);
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
  policies?: PolicyEngine,
) => {
  const reader = { locale, zone: 'Asia/Tokyo' } as const;
  const ask = { person, entitlement, time, ...more, nowMs: NOON, reader };
  return explainAsk({ config, policies }, ask, supposed);
};
