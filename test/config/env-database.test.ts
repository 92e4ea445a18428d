/** Where the records are: a file or a table, and never a file by a slip in the name of a table. */

import { expect, test } from 'vitest';
import { readSettings } from '../../src/config/env.ts';

const SLACK = {
  SLACK_BOT_TOKEN: ['xoxb', '1234567890', 'SecretSecret'].join('-'),
  SLACK_APP_TOKEN: ['xapp', '1', 'A0123', 'SecretSecret'].join('-'),
};
const read = (place: string) => readSettings({ ...SLACK, PROD_ACCESS_DATABASE: place });

test.each([
  ['another case', 'DynamoDB:prod-access'],
  ['no name, as of a variable that was not set', 'dynamodb:'],
  ['half its name', 'dynamo:prod-access'],
  ['another sign', 'dynamodb=prod-access'],
  ['slashes of an address', 'dynamodb://prod-access'],
  ['a space behind the colon', 'dynamodb: prod-access'],
  ['a space at its end', 'dynamodb:prod-access '],
  ['quotes that an env file left on', '"dynamodb:prod-access"'],
  ['too short a name', 'dynamodb:pa'],
  ['an ARN', 'arn:aws:dynamodb:eu-west-1:444455556666:table/prod-access'],
])('a table written with %s is refused, and no file made of it', (_, place) => {
  const settings = read(place);
  expect(settings).toMatchObject({ ok: false });
  expect(!settings.ok && settings.problems).toEqual([
    expect.stringMatching(/^PROD_ACCESS_DATABASE begins like a table .* dynamodb:prod-access, /),
  ]);
});

test.each([
  'dynamodb:prod-access',
  'dynamodb:Prod_Access.2',
  '/data/prod-access.db',
  'prod-access.sqlite',
  './dynamodb:file',
  'dynamodb-copy.sqlite',
])('%s is a place for the records', (place) => {
  expect(read(place)).toMatchObject({ ok: true, settings: { database: place } });
});
