/** What doctor found: line by line, and the same for machines. */

import type { Weakness } from '../ports/examiner.ts';

export interface Diagnosis {
  readonly ok: boolean;
  readonly lines: readonly string[];
  /** The same for machines. */
  readonly findings: readonly Finding[];
}

export interface Finding {
  /** A note is worth knowing, and no reason to fail. */
  readonly state: 'ok' | 'wrong' | 'note';
  readonly text: string;
  /** As AWS has it, with its place; none where the text is all. */
  readonly weakness?: Weakness;
}

export const good = (text: string): Finding => ({ state: 'ok', text });
export const bad = (text: string): Finding => ({ state: 'wrong', text });
export const note = (text: string): Finding => ({ state: 'note', text });
const HEADS = { ok: 'ok   ', wrong: 'WRONG', note: 'note ' } as const;
export const diagnosis = (findings: readonly Finding[]): Diagnosis => ({
  ok: findings.every(({ state }) => state !== 'wrong'),
  lines: findings.map(({ state, text }) => `${HEADS[state]} ${text}`),
  findings,
});

export async function tried(what: string, look: () => Promise<string>): Promise<Finding> {
  try {
    return good(`${what}: ${await look()}`);
  } catch (error) {
    return bad(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What is wrong with all of them alike is wrong with none of them. */
export function alikeOnce(findings: readonly Finding[]): readonly Finding[] {
  const why = ({ text }: Finding) => text.slice(text.indexOf(': ') + 2);
  const [first, ...others] = findings;
  const isAlike = first?.state === 'wrong' && others.every((one) => why(one) === why(first));
  if (!first || !isAlike || others.length === 0) return findings;
  return [bad(`Users of all ${findings.length} people: ${why(first)}`)];
}
