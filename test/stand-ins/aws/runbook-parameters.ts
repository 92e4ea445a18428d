/** The values a runbook is started with: those given, checked against what it declares. */

import { AwsFault } from './fault.ts';
import type { Runbook, RunbookParameter } from './runbook.ts';
import { textOf } from './runbook-values.ts';
import { own } from './types.ts';

export type Given = Readonly<Record<string, readonly string[]>>;

/** @throws AwsFault */
export function valuesFor({ parameters = {} }: Runbook, given: Given): Record<string, unknown> {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(parameters, name)) throw refused(`Parameter "${name}" is not defined.`);
  }
  const missing = Object.entries(parameters).find(
    ([name, { default: usual }]) => own(given, name) === undefined && usual === undefined,
  );
  if (missing) throw refused(`Missing required parameter: ${missing[0]} in user inputs.`);
  const values = Object.entries(parameters).map(([name, parameter]) => {
    const texts = own(given, name);
    return [name, texts === undefined ? parameter.default : valueOf(name, parameter, texts)];
  });
  return Object.fromEntries(values) as Record<string, unknown>;
}

function valueOf(name: string, parameter: RunbookParameter, texts: readonly string[]): unknown {
  for (const text of texts) checkText(name, parameter, text);
  if (/List/.test(parameter.type)) {
    const { minItems = 0, maxItems = Infinity } = parameter;
    if (texts.length < minItems || texts.length > maxItems) {
      throw refused(`Parameter "${name}" has ${texts.length} values.`);
    }
    return parameter.type === 'MapList' ? texts.map((text) => parsed(name, text)) : texts;
  }
  const [text] = texts;
  if (text === undefined || texts.length > 1) {
    throw refused(`Parameter type error. The value supplied for ${name} is not a valid string.`);
  }
  return typed(name, parameter.type, text);
}

function typed(name: string, type: string, text: string): unknown {
  if (type === 'StringMap') return parsed(name, text);
  if (type === 'Boolean' && /^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  if (type === 'Integer' && /^-?\d+$/.test(text)) return Number(text);
  if (type !== 'Boolean' && type !== 'Integer') return text;
  throw refused(`Parameter "${name}" has value "${text}", which is not of type ${type}.`);
}

function checkText(name: string, parameter: RunbookParameter, text: string): void {
  const { allowedValues, allowedPattern, minChars = 0, maxChars = Infinity } = parameter;
  if (allowedValues && !allowedValues.some((one) => textOf(one) === text)) {
    const known = allowedValues.map(textOf).join(', ');
    throw refused(`Parameter "${name}" has value "${text}" not found in [${known}].`);
  }
  // Found anywhere in it: a pattern that does not say where it ends admits what follows.
  if (allowedPattern !== undefined && !new RegExp(allowedPattern).test(text)) {
    throw refused(`Parameter "${name}" has value "${text}" not matching ${allowedPattern}.`);
  }
  if (text.length < minChars || text.length > maxChars) {
    throw refused(`Parameter "${name}" has ${text.length} characters.`);
  }
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused(`Parameter "${name}" is no JSON.`);
  }
}

export const refused = (words: string) =>
  new AwsFault('InvalidAutomationExecutionParametersException', words);
