/** JSON as it crosses the wire: values whose shape nobody has checked yet. */

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [k: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The member as an object, or an empty one: reading absent parts of a payload is no fault. */
export const objectAt = (value: unknown, key: string): JsonObject => {
  const member = isObject(value) ? value[key] : undefined;
  return isObject(member) ? member : {};
};

export const stringAt = (value: unknown, key: string): string | undefined => {
  const member = isObject(value) ? value[key] : undefined;
  return typeof member === 'string' ? member : undefined;
};

/** The member as a word; empty when it is no string. */
export const wordAt = (value: unknown, key: string): string => stringAt(value, key) ?? '';

export const listAt = (value: unknown, key: string): readonly JsonObject[] => {
  const member = isObject(value) ? value[key] : undefined;
  return Array.isArray(member) ? member.filter(isObject) : [];
};

/** Plain data, cut loose from whoever holds the original. */
export const copy = <T>(value: T): T => structuredClone(value);

export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
