/** The configuration of the simulated world, read as any other. */

import type { Config } from '../../src/config/config.ts';
import { parseConfig } from '../../src/config/parse.ts';
import type { Script } from './script.ts';
import { plainRules, textOf, type Variant } from './town.ts';
import { CHANNELS } from './town-chats.ts';
import { ownersYaml, rulesYaml } from './town-rules.ts';

type Town = Pick<Script, 'chats' | 'policy'>;

const plain = new Map<string, Config>();
const drawn = new WeakMap<object, Map<string, Config>>();

/** Read when it is first wanted, and then kept; where rules are drawn, as long as they are. */
export function configOf(town: Town, variant: Variant): Config {
  const { chats, policy } = town;
  const known = policy ? (drawn.get(policy.rules) ?? new Map<string, Config>()) : plain;
  if (policy) drawn.set(policy.rules, known);
  const { isAsked, quota } = policy?.statements ?? {};
  const name = `${chats} ${variant} ${isAsked} ${quota?.times}`;
  const config = known.get(name) ?? read(town, variant);
  known.set(name, config);
  return config;
}

function read({ chats, policy }: Town, variant: Variant): Config {
  const text = policy
    ? textOf(chats, rulesYaml(policy, variant, CHANNELS[chats].others), ownersYaml)
    : textOf(chats, plainRules(variant));
  const parsed = parseConfig(text, 'sim.yml', () => ({ text: '' }));
  if (parsed.ok) return parsed.config;
  throw new Error(parsed.problems.map((one) => one.message).join('\n'));
}
