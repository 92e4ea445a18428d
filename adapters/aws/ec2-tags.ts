/** Tags as EC2 has them, page by page. */

import { Fault } from '../../src/kernel/fault.ts';
import { callEc2 } from './ec2-call.ts';
import type { Place } from './ssm-read.ts';

export interface Ec2Tag {
  /** Of the instance, or whatever else has it. */
  readonly id: string;
  readonly key: string;
  readonly value: string;
}

/** @param filters by name; of the values of one any will do (API reference, DescribeTags). */
export async function* tagsOfEc2(
  place: Place,
  filters: Readonly<Record<string, readonly string[]>>,
): AsyncGenerator<Ec2Tag> {
  const filter: Record<string, string> = {};
  for (const [at, [name, values]] of Object.entries(filters).entries()) {
    filter[`Filter.${at + 1}.Name`] = name;
    for (const [index, value] of values.entries()) {
      filter[`Filter.${at + 1}.Value.${index + 1}`] = value;
    }
  }
  let next: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const body = await callEc2(place, 'DescribeTags', {
      ...filter,
      ...(next ? { NextToken: next } : {}),
    });
    for (const [, item = ''] of body.matchAll(/<item>([^]*?)<\/item>/g)) {
      const [id, key, value] = ['resourceId', 'key', 'value'].map((name) => fieldOf(item, name));
      yield { id: id ?? '', key: key ?? '', value: value ?? '' };
    }
    next = fieldOf(body, 'nextToken');
    if (!next) return;
  }
  throw new Fault('aws-unreachable', 'More pages of tags than there can be.');
}

const MOST_PAGES = 100;

const fieldOf = (xml: string, name: string): string => {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';
  return text.replaceAll(/&(#x?[\da-fA-F]+|\w+);/g, (whole, entity: string) => {
    if (!entity.startsWith('#')) return ENTITIES[entity] ?? whole;
    const isHex = entity.startsWith('#x');
    return String.fromCodePoint(Number.parseInt(entity.slice(isHex ? 2 : 1), isHex ? 16 : 10));
  });
};

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};
