/** What IAM and CloudFormation take of the stacks of deploy/: sizes, and documents with names. */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { JUMP, usersStack } from '../story/stacks.ts';
import { HOME, THERE } from './policies.ts';
import { documentsOf } from './stacks.ts';
import { readTemplate } from './template.ts';

describe('what IAM and CloudFormation take', () => {
  test('policies fit, one by one and together, with everything switched on', () => {
    for (const [name, document] of Object.entries({ ...HOME.policies, ...THERE.policies })) {
      expect([name, JSON.stringify(document).length < 6_144]).toEqual([name, true]);
    }
    // That of Identity Center comes beside them, in a stack of its own.
    expect(HOME.attached['prod-access']?.length).toBeLessThan(10);
  });

  test('no Deny rests on a variable that has no value for some', () => {
    const denies = [HOME, THERE].flatMap((stack) => {
      const ofRoles = Object.keys(stack.roles).flatMap((role) => documentsOf(role, stack));
      const all = [...Object.values(stack.policies), ...ofRoles.map(({ document }) => document)];
      return all.flatMap((one) => one.Statement.filter(({ Effect }) => Effect === 'Deny'));
    });
    const variables = denies.flatMap((one) => JSON.stringify(one).match(/\$\{[^}]*\}/g) ?? []);
    expect(variables.filter((one) => !/^\$\{[\w:/-]+, '[^']+'\}$/.test(one))).toEqual([]);
    expect(variables).toContain("${aws:username, '/'}");
  });

  test('as many groups and other accounts as deploy/README.md says, at once', () => {
    const many = (length: number, of: (at: number) => string) =>
      Array.from({ length }, (_, at) => of(at)).join(',');
    const stack = usersStack({
      Groups: many(40, (at) => `arn:aws:iam::${JUMP}:group/prod-operators-of-${10 + at}`),
      TargetRoles: many(150, (at) => `arn:aws:iam::${111122223000 + at}:role/prod-access`),
    });
    expect(JSON.stringify(stack.policies['prod-access-people']).length).toBeLessThan(6_144);
    for (const { inline } of Object.values(stack.roles)) {
      const documents = Object.values(inline ?? {}).map((one) => JSON.stringify(one));
      expect(documents.join('').length).toBeLessThan(10_240);
    }
  });

  test.each(['users-account', 'target-account', 'organization', 'identity-center'])(
    'the template %s is deployed as it is, without a bucket',
    (name) => {
      const text = readFileSync(new URL(`../../deploy/${name}.yml`, import.meta.url), 'utf8');
      expect(text.length).toBeLessThan(51_200);
    },
  );
});

describe('a document with a name', () => {
  test('gets a new version when it changes, in every stack: a name cannot be replaced', () => {
    const stacks = readdirSync(new URL('../../deploy/', import.meta.url))
      .filter((file) => file.endsWith('.yml'))
      .flatMap((file) => Object.values(readTemplate(file).Resources));
    const named = stacks
      .filter(({ Type, Properties }) => Type === 'AWS::SSM::Document' && Properties['Name'])
      .map(({ Properties }) => [Properties['Name'], Properties['UpdateMethod']]);
    expect(named.length).toBeGreaterThan(6);
    expect(named.filter(([, method]) => method !== 'NewVersion')).toEqual([]);
  });
});
