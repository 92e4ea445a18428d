/** Reads the form a query-protocol request carries: `Tags.member.2.Key` and the like. */

import { AwsFault } from './fault.ts';
import type { Tag } from './types.ts';

export type Params = Readonly<Record<string, string>>;

export function parseForm(body: string): Params {
  return Object.fromEntries(new URLSearchParams(body));
}

export function required(params: Params, name: string): string {
  const value = params[name];
  if (value === undefined || value === '') {
    const field = name.charAt(0).toLowerCase() + name.slice(1);
    throw invalid(field, 'null', 'Member must not be null');
  }
  return value;
}

export function listOf(params: Params, name: string): string[] {
  const values: string[] = [];
  for (let i = 1; params[`${name}.member.${i}`] !== undefined; i++) {
    values.push(params[`${name}.member.${i}`] ?? '');
  }
  return values;
}

export function tagsOf(params: Params): Tag[] {
  const tags: Tag[] = [];
  for (let i = 1; params[`Tags.member.${i}.Key`] !== undefined; i++) {
    const value = params[`Tags.member.${i}.Value`] ?? '';
    tags.push({ key: params[`Tags.member.${i}.Key`] ?? '', value });
  }
  return tags;
}

export const invalid = (field: string, value: string, constraint: string) =>
  new AwsFault(
    'ValidationError',
    `1 validation error detected: Value '${value}' at '${field}' failed to satisfy constraint: ` +
      constraint,
  );

/** The characters IAM admits in names of users, groups, roles and inline policies. */
export function checkName(field: string, value: string, max: number): string {
  if (value.length > max) {
    throw invalid(field, value, `Member must have length less than or equal to ${max}`);
  }
  if (!/^[\w+=,.@-]+$/.test(value)) {
    throw new AwsFault(
      'ValidationError',
      `The specified value for ${field} is invalid. It must contain only alphanumeric ` +
        'characters and/or the following: +=,.@_-',
    );
  }
  return value;
}
