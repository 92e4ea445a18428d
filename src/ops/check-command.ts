/** `prod-access check`: the configuration as sound or not, in lines for a person and an editor. */

import type { ParsedConfig } from '../config/parse.ts';
import { problemLine } from '../config/problem.ts';

const UNJUDGED = 'Whether people and rules fit together is judged once all of it can be read.';

export interface Checked {
  readonly ok: boolean;
  readonly lines: readonly string[];
}

export function checkLines(parsed: ParsedConfig, file: string): Checked {
  if (!parsed.ok) {
    const count = parsed.problems.length;
    const errors = count === 1 ? '1 error.' : `${count} errors.`;
    const total = parsed.isUnjudged ? `${errors} ${UNJUDGED}` : errors;
    return { ok: false, lines: [...parsed.problems.map(problemLine), total] };
  }
  const { catalog, policies, rules } = parsed.config;
  const warnings = parsed.warnings.map((each) => `warning: ${problemLine(each)}`);
  const stated = policies.length > 0 ? `, ${policies.length} files of statements` : '';
  const count = `${catalog.entitlements.size} entitlements, ${rules.length} rules${stated}`;
  return { ok: true, lines: [...warnings, `${file} is sound: ${count}.`] };
}
