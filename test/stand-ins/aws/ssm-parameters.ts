/** Puts the parameters of a start into the properties of its document: where a tunnel leads. */

import { AwsFault } from './fault.ts';
import type { SessionContent } from './ssm-content.ts';
import { own } from './types.ts';

type Given = Readonly<Record<string, readonly string[]>>;
type Properties = Readonly<Record<string, unknown>>;

/**
 * A document that declares no parameter takes none: so what it pins stays pinned.
 *
 * @throws AwsFault
 */
export function propertiesOf(content: SessionContent, given: Given): Properties {
  const declared = content.parameters ?? {};
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(declared, name));
  if (unknown !== undefined) throw invalid(`${unknown} is not a parameter of the document`);
  const values = Object.entries(declared).map(([name, parameter]) => {
    const value = own(given, name)?.join(',') ?? parameter.default;
    if (value === undefined) throw invalid(`${name} is missing`);
    const { allowedPattern } = parameter;
    if (allowedPattern !== undefined && !new RegExp(allowedPattern).test(value)) {
      throw invalid(`${name} must match ${allowedPattern}`);
    }
    return [name, value] as const;
  });
  return filled(content.properties ?? {}, Object.fromEntries(values)) as Properties;
}

function filled(value: unknown, values: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(
      /\{\{ ?(\w+) ?\}\}/g,
      (whole, name: string) => own(values, name) ?? whole,
    );
  }
  if (Array.isArray(value)) return value.map((one) => filled(one, values));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, filled(one, values)]);
  return Object.fromEntries(entries);
}

const invalid = (words: string) => new AwsFault('InvalidParameters', words);
