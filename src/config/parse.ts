/** Reads `prod-access.yml`: the whole configuration, or every problem at once with its place. */

import { buildConfig } from './build.ts';
import { checkConfig } from './check.ts';
import type { Config } from './config.ts';
import { declaredNames } from './declared-names.ts';
import { configFile } from './file.ts';
import { inFileOrder, type Problem, type Spot } from './problem.ts';
import { type Beside, type Reading, WRONG } from './shape.ts';
import { openSource } from './yaml-source.ts';

export type ParsedConfig =
  | { readonly ok: true; readonly config: Config; readonly warnings: readonly Problem[] }
  | {
      readonly ok: false;
      readonly problems: readonly Problem[];
      /** What is written could not be read as a whole: whether it is sound was not judged. */
      readonly isUnjudged?: true;
    };

const NOTHING_BESIDE: Beside = () => 'cannot be read here';

/** What is well formed but unsound (see check.ts) is a problem too: nothing starts with it. */
export function parseConfig(
  text: string,
  fileName: string,
  beside: Beside = NOTHING_BESIDE,
): ParsedConfig {
  const source = openSource(text, fileName);
  if (!source.root) return { ok: false, problems: source.problems, isUnjudged: true };

  const problems = [...source.problems];
  const spots = new Map<string, Spot>();
  const reading: Reading = {
    report: ({ path, offset }, message) =>
      void problems.push({ file: fileName, ...source.spotOf(offset), path, message }),
    pass: ({ path, offset }) => void spots.set(path, source.spotOf(offset)),
    beside,
    names: { person: [], group: [], entitlement: [], calendar: [] },
  };
  const names = declaredNames(source.root, reading);
  const file = configFile.read(source.root, { ...reading, names });
  if (file === WRONG || problems.length > 0) {
    return { ok: false, problems: inFileOrder(problems), isUnjudged: true };
  }

  const config = buildConfig(file);
  const findings = checkConfig(config).map(({ severity, path, message }) => {
    const written = asWritten(path, spots);
    const problem = { file: fileName, ...spotOf(written, spots), path: written, message };
    return { severity, problem };
  });
  const of = (wanted: 'error' | 'warning') =>
    inFileOrder(
      findings.filter(({ severity }) => severity === wanted).map(({ problem }) => problem),
    );
  const errors = of('error');
  return errors.length > 0
    ? { ok: false, problems: errors }
    : { ok: true, config, warnings: of('warning') };
}

/** A configuration has a list of targets; the file may have the one. */
function asWritten(path: string, spots: ReadonlyMap<string, Spot>): string {
  const single = path.replace(/^(entitlements\[\d+\])\.targets\[0\]/, '$1.target');
  return spots.has(single.replace(/(\.target)\b.*$/, '$1')) ? single : path;
}

/** The nearest place known, climbing from the path to what contains it. */
function spotOf(path: string, spots: ReadonlyMap<string, Spot>): Spot {
  for (let at = path; at !== ''; at = at.replace(/(?:^|\.)[^.[\]]*$|\[\d+\]$/, '')) {
    const spot = spots.get(at);
    if (spot) return spot;
  }
  return { line: 1, column: 1 };
}
