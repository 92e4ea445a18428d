/** Who gives the sessions of a role their names, as trust policies say it. */

import { describe, expect, test } from 'vitest';
import { namesAreGiven } from '../../../adapters/aws/trust-names.ts';
import { bySaml, trusting } from '../../story/engineers.ts';

const OWN = ['$', '{aws:username}'].join('');
const TOKEN = ['$', '{accounts.google.com:sub}'].join('');
const named = (value: unknown) => ({ StringEquals: { 'sts:RoleSessionName': value } });
const web = (Condition?: object, Action: unknown = 'sts:AssumeRoleWithWebIdentity') => ({
  Effect: 'Allow',
  Principal: { Federated: 'accounts.google.com' },
  Action,
  ...(Condition ? { Condition } : {}),
});
const users = (Condition?: object, Action: unknown = 'sts:AssumeRole') => ({
  Effect: 'Allow',
  Principal: { AWS: '444455556666' },
  Action,
  ...(Condition ? { Condition } : {}),
});
const SETTING = ['sts:AssumeRole', 'sts:SetSourceIdentity'];
const WEB_SETTING = ['sts:AssumeRoleWithWebIdentity', 'sts:SetSourceIdentity'];

describe('the name of the session is given', () => {
  test.each([
    ['by SAML', [bySaml]],
    ['by a token, where the trust policy takes it from there', [web(named(TOKEN))]],
    ['by SAML, and of IAM users by their own name', [bySaml, users(named(OWN))]],
    ['by SAML, whatever is denied', [bySaml, { ...users(), Effect: 'Deny' }]],
  ])('%s', (_, ways) => expect(namesAreGiven(trusting(...ways), 'session')).toBe(true));
});

describe('the name of the session is chosen', () => {
  test.each([
    ['by whoever has a token', [web()]],
    ['by whoever has a token, among two', [web(named([TOKEN, 'aiko']))]],
    [
      'by whoever has a token, like something',
      [web({ StringLike: { 'sts:RoleSessionName': '*' } })],
    ],
    ['as whoever is asked for it', [web(named(['$', '{sts:RoleSessionName}'].join('')))]],
    ['as every token says it', [web(named(['$', '{accounts.google.com:aud}'].join('')))]],
    ['under one name for all', [web(named('engineer'))]],
    ['by IAM users', [bySaml, users()]],
    ['by IAM users, as a variable they set', [bySaml, users(named(TOKEN))]],
    ['by a service', [bySaml, { ...users(), Principal: { Service: 'ec2.amazonaws.com' } }]],
    ['by anybody', [{ ...bySaml, Principal: '*' }]],
    [
      'by others in the same statement',
      [{ ...bySaml, Principal: { ...bySaml.Principal, AWS: '444455556666' } }],
    ],
    ['by all but somebody', [{ Effect: 'Allow', NotPrincipal: { AWS: 'x' }, Action: 'sts:*' }]],
    ['by whatever is not named', [{ ...bySaml, Action: undefined, NotAction: 'sts:TagSession' }]],
    [
      'by any provider',
      [{ ...bySaml, Principal: { Federated: 'arn:aws:iam::444455556666:saml-provider/*' } }],
    ],
    ['by nobody, since there is no way in', []],
  ])('%s', (_, ways) => expect(namesAreGiven(trusting(...ways), 'session')).toBe(false));
});

describe('the SourceIdentity', () => {
  const source = (value: string) => ({ StringEquals: { 'sts:SourceIdentity': value } });
  test.each([
    ['of SAML is given', [bySaml], true],
    ['of a token is given, whatever the session is called', [web(undefined, WEB_SETTING)], true],
    ['is not chosen by who may not set it', [bySaml, users()], true],
    ['is that of the IAM user', [bySaml, users(source(OWN), SETTING)], true],
    ['is chosen by IAM users who may set it', [bySaml, users(undefined, SETTING)], false],
    ['is one for all', [bySaml, users(source('engineer'), SETTING)], false],
    ['is chosen where a wildcard lets them', [bySaml, users(undefined, 'sts:*')], false],
    ['is set by nobody', [users()], false],
  ])('%s', (_, ways, isGiven) => {
    expect(namesAreGiven(trusting(...ways), 'source-identity')).toBe(isGiven);
  });
});
