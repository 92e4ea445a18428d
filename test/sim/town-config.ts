/** The configuration of the simulated world, read as any other. */

import type { Config } from '../../src/config/config.ts';
import { parseConfig } from '../../src/config/parse.ts';
import type { Script } from './script.ts';
import { plainRules, textOf, type Variant } from './town.ts';
import { ownersYaml, rulesYaml } from './town-rules.ts';

type Town = Pick<Script, 'chats' | 'policy'>;

const plain = new Map<string, Config>();
/** Of one run each: its replicas start anew and anew. */
const drawn = new WeakMap<object, Map<string, Config>>();

/** Read when it is first wanted, and then kept. */
export function configOf(town: Town, variant: Variant): Config {
  const { chats, policy } = town;
  const known = policy ? (drawn.get(policy) ?? new Map<string, Config>()) : plain;
  if (policy) drawn.set(policy, known);
  const config = known.get(`${chats} ${variant}`) ?? read(town, variant);
  known.set(`${chats} ${variant}`, config);
  return config;
}

function read({ chats, policy }: Town, variant: Variant): Config {
  const text = policy
    ? textOf(chats, rulesYaml(policy, variant), ownersYaml)
    : textOf(chats, plainRules(variant));
  const parsed = parseConfig(text, 'sim.yml', () => ({ text: '' }));
  if (parsed.ok) return parsed.config;
  throw new Error(parsed.problems.map((one) => one.message).join('\n'));
}
