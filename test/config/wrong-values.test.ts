/** Every kind of wrong value once: what is said, so that the reader can mend it. */

import { expect, test } from 'vitest';
import { edited, problemsOf } from './example.ts';

const GROUP = 'sre-leads: [ben, chie, dai]';
const TARGET = '      role: ProdDbOperator\n      account: "111122223333"\n';
const ROLES = '- { role: ProdOperator, account: "111122223333" }';

test.each([
  // workspace
  ['slack: T0PRODDEMO', 'slack: acme', 'workspace.slack: expected a workspace id such as'],
  ['installation: demo01', 'installation: Demo1', 'expected six lower-case letters or digits'],
  ['installation: demo01', 'installation: 123456', 'got the number 123456'],
  ['language: en', 'language: jp', 'expected "en" or "ja", got "jp"; did you mean "ja"?'],
  ['zone: Asia/Tokyo', 'zone: Asia/Tokio', 'did you mean Asia/Tokyo?'],
  ['zone: Asia/Tokyo', 'zone: "+09:00"', 'expected a time zone such as Asia/Tokyo'],
  // people
  ['slack: U0AIKO0001', 'slack: "@aiko"', 'expected a member id such as U0123ABCD'],
  ['slack: U0AIKO0001', 'slack: []', 'expected at least 1 here, got an empty list'],
  ['from_tags: false', 'from_tags: yes', 'expected true or false, got "yes"; write true'],
  ['- name: aiko', '- name: Aiko Sato', 'got "Aiko Sato"; write aiko-sato'],
  ['- name: mallory', '- name: ben', 'people.listed[4].name: there is already one called "ben"'],
  ['user: aiko.sato', 'user: dev/aiko.sato', 'without path and account, got "dev/aiko.sato"'],
  ['"444455556666", user: aiko', '4444-5555-6666, user: aiko', 'write "444455556666"'],
  ['"444455556666", user: aiko', '44445555666, user: aiko', 'write "044445555666"'],
  [
    '"444455556666", user: aiko',
    '"44445555666", user: aiko',
    'got "44445555666"; these are 11 digits',
  ],
  [
    '- id: prod-logs',
    '- id: mine',
    '"mine" is a word of the command (/prod-access mine): take another',
  ],
  // groups and operators
  [GROUP, 'sre-leads: [ben, chei, dai]', 'there is no person "chei"; did you mean "chie"?'],
  [GROUP, 'sre-leads: []', 'groups.sre-leads: a group with nobody in it approves nothing: name at'],
  [GROUP, 'sre-leads: { slack_usergroup: "@sre" }', 'expected a user group id such as S0123ABCD'],
  [GROUP, 'sre-leads: ben', 'groups.sre-leads: expected a list or a mapping, got "ben"'],
  [GROUP, `${GROUP}\n  ben: [ben]`, 'groups.ben: "ben" is the name of a person already'],
  ['channel: C0OPS00001', 'channel: "#ops"', 'expected a channel id such as C0123ABCD'],
  ['people: [dai]', 'people: [day]', 'operators.people[0]: there is no person or group "day"'],
  ['# page: https:', 'page: http:', 'operators.page: expected an address that begins with https'],
  // accounts
  ['- id: "444455556666"', '- id: 444455556666', 'write "444455556666"'],
  ['- id: "111122223333"', '- id: "444455556666"', 'there is already one called "444455556666"'],
  [
    'name: production',
    'name: production\n    role: { arn: "arn:aws:iam::999900001111:role/Bot", external_id: e }',
    'accounts[1].role: expected a role of 111122223333, got one of 999900001111',
  ],
  ['name: production', 'name: p\n    role: { arn: Bot, external_id: e }', 'the ARN of a role'],
  // entitlements
  ['- id: prod-logs', '- id: prod-db', 'entitlements[1].id: there is already one called'],
  ['- id: prod-logs', '- id: all', 'the name "all" is taken'],
  ['- id: prod-logs', '- id: prod_logs', 'got "prod_logs"; write prod-logs'],
  ['en: "Production logs, read only"', `en: ${'x'.repeat(76)}`, 'at most 75 characters, got 76'],
  ['en: "Production logs, read only"', 'en: "Logs\\u202e"', 'without a sign that is not shown'],
  ['en: "Production logs, read only"', 'en: "Logs\\nonly"', 'or a line break'],
  ['en: "Production logs, read only"', 'en: "  "', 'expected a text, got "  "'],
  ['en: "Production logs, read only", ', '', 'entitlements[1].title.en: is missing: In English'],
  [TARGET, '', 'expected either role and account, or actions and resources'],
  [TARGET, '      role: R\n', 'account is missing beside role'],
  [TARGET, '      actions: ["s3:GetObject"]\n', 'resources is missing beside it'],
  [TARGET, '      actions: [GetObject]\n      resources: ["*"]\n', 'expected an action such as'],
  [TARGET, '      actions: ["s3:GetObject"]\n      resources: [my-bucket]\n', 'expected an ARN'],
  ['role: ProdDbOperator', 'role: "arn:aws:iam::111122223333:role/X"', 'write X'],
  ['kind: iam-group', 'kind: iam-user', 'or jitna or ssm-automation, got "iam-user"'],
  [ROLES, '- { role: ProdOperator, acount: "1" }', 'did you mean "account"?'],
  ['longest: 4h', 'longest: 4', 'got the number 4; write its unit: 4h or 4d'],
  ['longest: 4h', 'longest: 4 hours', 'written like 90m, 2h30m or 7d'],
  ['longest: 4h', 'longest: 13h', 'more than 12h is given only with allow_long: true'],
  ['longest: 4h', 'longest: 15d\n    allow_long: true', 'from 5m to 14d, got "15d"'],
  ['longest: 4h', 'longest: 0m', 'from 5m to 14d, got "0m"'],
  ['pattern: "INC-####"', 'pattern: "^INC-(a+)+$"', 'expected a pattern such as INC-####'],
  ['required: false', 'required: 0', 'questions[0].required: expected true or false'],
  ['tags: { env: production }', 'tags: { env: 1 }', 'tags.env: expected a text in quotes'],
  // rules and limits
  ['for: prod-db', 'for: prod-dd', 'there is no entitlement "prod-dd"; did you mean "prod-db"?'],
  ['for: prod-db', 'for: {}', 'rules[0].for.tag: is missing: The name of a tag'],
  ['eligible: [engineers]', 'eligible: []', 'rules[0].eligible: expected at least 1 here'],
  ['- { name: leads, any: 1, from: [sre-leads] }', '[]', 'rules[1].levels: expected at least 1'],
  ['any: 2', 'any: two', 'expected a whole number from 1 to 20, got "two"'],
  ['any: 2', 'each: [dai]', 'rules[0].levels[0]: expected either any and from, or each'],
  ['        any: 2\n', '', 'any is missing beside from'],
  ['lapse: 1h', 'lapse: 8d', 'rules[0].lapse: expected a duration from 1m to 7d, got "8d"'],
  ['max: 4h', 'max: 15d', 'rules[0].max: expected a duration from 5m to 14d'],
  ['max_total: 8h', 'max_total: 2h', 'rules[0].max_total: expected no less than max, which is 4h'],
  ['warnings: [10m, 2m]', 'warnings: 10m', 'rules[0].warnings: expected a list, got "10m"'],
  ['open: 3', 'open: 3.5', 'limits.open: expected a whole number from 1 to 50'],
  ['{ min: 10, max: 500 }', '{ min: 500, max: 10 }', 'expected min to be at most max'],
  ['ahead: 90d', 'ahead: 90', 'limits.ahead: expected a duration from 1h to 365d'],
])('%j written as %j', (from, to, said) => {
  const problems = problemsOf(edited([from, to]));
  expect(problems.join('\n')).toContain(said);
});

test('what looks like a secret is not repeated', () => {
  const token = ['xoxb', '1234567890', 'abcdefabcdef'].join('-');
  const wrong = edited(['slack: T0PRODDEMO', `slack: ${token}`], ['language: en', `${token}: en`]);
  const problems = problemsOf(wrong);
  expect(problems).toHaveLength(2);
  expect(problems.join()).not.toContain(token);
});

test('the address of a page is never repeated, whatever is wrong with it', () => {
  const page = 'page: http://hooks.example.com/T0/B0/abc';
  expect(problemsOf(edited(['# page: https://events', `${page} #`])).join()).not.toContain('T0/B0');
});
