/** The statements of a configuration, read once for all who want them. */

import { dirname, join } from 'node:path';
import type { Config, PolicyFile } from '../../src/config/config.ts';
import type { Problem } from '../../src/config/problem.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { PolicyEngine } from '../../src/ports/policy-engine.ts';
import { type LoadedPolicies, loadPolicies } from './load.ts';

type Stated = Pick<Config, 'policies' | 'groups' | 'people' | 'calendars' | 'catalog'>;

const known = new WeakMap<readonly PolicyFile[], LoadedPolicies>();

function loadedOf(config: Stated): LoadedPolicies {
  const loaded = known.get(config.policies) ?? loadPolicies(config.policies, aroundOf(config));
  known.set(config.policies, loaded);
  return loaded;
}

const aroundOf = ({ groups, people, calendars, catalog }: Stated) => ({
  groups: [...groups.keys()],
  schedules: [...groups.values()].flatMap(({ id, source }) =>
    source.kind === 'pagerduty' ? [id] : [],
  ),
  entitlements: [...catalog.entitlements.keys()],
  calendars: [...calendars.keys()],
  people: people.listed,
});

/** By the paths under which an editor finds the files. */
export function problemsBeside(path: string, config: Stated): readonly Problem[] {
  const loaded = loadedOf(config);
  if (loaded.ok) return [];
  return loaded.problems.map((one) => ({ ...one, file: join(dirname(path), one.file) }));
}

/** @throws Fault cannot-start when a statement cannot be used. */
export function engineOf(config: Stated): PolicyEngine {
  const loaded = loadedOf(config);
  if (loaded.ok) return loaded.engine;
  const lines = loaded.problems.map(
    ({ file, line, column, message }) => `${file}:${line}:${column} ${message}`,
  );
  throw new Fault('cannot-start', lines.join('\n'));
}
