/** What a stack of deploy/ leaves standing when it goes. */

import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readTemplate, type Resource } from './template.ts';

interface Placed extends Resource {
  readonly file: string;
}

const resources: readonly Placed[] = readdirSync(new URL('../../deploy/', import.meta.url))
  .filter((file) => file.endsWith('.yml'))
  .flatMap((file) => Object.values(readTemplate(file).Resources).map((one) => ({ ...one, file })));
const ofType = (type: string) => resources.filter(({ Type }) => Type === type);

describe('a stack that goes', () => {
  test.each([
    ['AWS::Scheduler::ScheduleGroup', 'every end that is booked in it'],
    ['AWS::DynamoDB::Table', 'the record'],
  ])('leaves %s behind, and with it %s', (type) => {
    const found = ofType(type);
    const kept = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
    expect(found.length).toBeGreaterThan(0);
    expect(found).toMatchObject(found.map(() => kept));
  });
});
