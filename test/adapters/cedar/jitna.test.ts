/** Statements of AWS's just-in-time node access, unchanged: each decides as AWS documents it. */

import { describe, expect, test } from 'vitest';
import type { Attributes, NodeAsked } from '../../../src/ports/policy-engine.ts';
import {
  AUTO_APPROVAL,
  BARE_ACTION,
  COMMENTED,
  DENY_ACCESS,
  DIVISION,
  NO_SEMICOLON,
  PRINCIPAL_TAG,
  SAMPLES,
} from './aws-documents.ts';
import { loaded, problemsOf, PROD_DB, PROD_SHELL, saidOf as said } from './questions.ts';

const saidOf: typeof said = (engine, change) =>
  said(engine, { entitlement: PROD_SHELL, ...change });

const COST_GROUP = 'e8c17310-e011-7089-d989-10da1EXAMPLE';
const ENGINEERING = 'd4q81745-r081-7079-d789-14da1EXAMPLE';
const ON_CALL = '34688438-1061-702c-a03d-1fa788dccfd1';

const somebody = (more: Partial<Attributes>): Attributes => ({
  centerGroups: [],
  centerUser: 'u-1',
  principalTags: {},
  ...more,
});
const node = (tags: Record<string, string>, id = 'i-0123456789abcdef0'): NodeAsked => ({
  id,
  tags,
  isWhole: true,
});
const auto = (text: string) => loaded({ text, schema: 'jitna', as: 'auto-approve', name: 'a' });
const deny = (text: string) => loaded({ text, schema: 'jitna', as: 'no-auto', name: 'd' });

function approves(text: string, who: Partial<Attributes>, ...nodes: readonly NodeAsked[]) {
  const said = saidOf(auto(text), { attributes: somebody(who), nodes });
  return said.auto.map(({ statement }) => statement);
}

function stops(who: Partial<Attributes>, ...nodes: readonly NodeAsked[]) {
  return saidOf(deny(DENY_ACCESS), { attributes: somebody(who), nodes }).noAuto;
}

describe('auto-approval, as documented', () => {
  test('the cost center of a member of the group has to be that of the node', () => {
    const who = { centerGroups: [COST_GROUP], costCenter: '42' };
    expect(approves(AUTO_APPROVAL, who, node({ CostCenter: '42' }))).toEqual(['a#0']);
    expect(approves(AUTO_APPROVAL, who, node({ CostCenter: '43' }))).toEqual([]);
    expect(approves(AUTO_APPROVAL, { costCenter: '42' }, node({ CostCenter: '42' }))).toEqual([]);
  });

  test('somebody of the platform connects to nodes with both tags', () => {
    const who = { centerGroups: [ENGINEERING], organization: 'Platform' };
    const both = node({ Engineering: '', Production: '' });
    expect(approves(AUTO_APPROVAL, who, both)).toEqual(['a#1']);
    expect(approves(AUTO_APPROVAL, who, node({ Engineering: '' }))).toEqual([]);
    expect(approves(COMMENTED, who, both)).toEqual(['a#0']);
  });

  test('an employee number by pattern, on nodes for testing', () => {
    const testing = node({ Purpose: 'Testing' });
    expect(approves(AUTO_APPROVAL, { employeeNumber: 'E-123' }, testing)).toEqual(['a#2']);
    expect(approves(AUTO_APPROVAL, { employeeNumber: 'E-223' }, testing)).toEqual([]);
    expect(approves(AUTO_APPROVAL, {}, testing)).toEqual([]);
  });

  test('aws-samples: everybody to development, who is on call to production', () => {
    const [dev, prod] = [node({ Environment: 'DEV' }), node({ Environment: 'PROD' }, 'mi-0123')];
    expect(approves(SAMPLES, {}, dev)).toEqual(['a#0']);
    expect(approves(SAMPLES, {}, prod)).toEqual([]);
    expect(approves(SAMPLES, { centerGroups: [ON_CALL] }, prod)).toEqual(['a#1']);
  });

  test('an ask for several nodes is approved if every one of them is', () => {
    const [dev, prod] = [node({ Environment: 'DEV' }), node({ Environment: 'PROD' }, 'mi-0123')];
    expect(approves(SAMPLES, {}, dev, prod)).toEqual([]);
    expect(approves(SAMPLES, { centerGroups: [ON_CALL] }, dev, prod)).toEqual(['a#0, a#1']);
    expect(approves(SAMPLES, {}, dev, node({ Environment: 'DEV' }, 'i-2'))).toEqual(['a#0']);
  });

  test('they do not approve what else the same entry gives', () => {
    const targets = [...PROD_SHELL.targets, ...PROD_DB.targets];
    const asked = { attributes: somebody({}), nodes: [node({ Environment: 'DEV' })] };
    expect(saidOf(auto(SAMPLES), asked).auto).toEqual([{ statement: 'a#0' }]);
    const entitlement = { ...PROD_SHELL, targets };
    expect(saidOf(auto(SAMPLES), { ...asked, entitlement }).auto).toEqual([]);
  });

  test('without nodes they do not apply', () => {
    expect(approves(SAMPLES, {})).toEqual([]);
    const all = 'forbid(principal, action, resource);';
    expect(saidOf(deny(all), { attributes: somebody({}) }).noAuto).toEqual([]);
  });
});

describe('deny-access, as documented', () => {
  test('members of the group ask a person for production', () => {
    const who = { centerGroups: [COST_GROUP] };
    expect(stops(who, node({ Environment: 'Production' }))).toEqual(['d#0']);
    expect(stops(who, node({ Environment: 'Test' }))).toEqual([]);
    expect(stops(who, node({ Environment: 'Test' }), node({ Environment: 'Production' }))).toEqual([
      'd#0',
    ]);
  });

  test('only finance comes to financial data without a person', () => {
    const financial = node({ DataClassification: 'Financial' });
    expect(stops({ division: 'Sales' }, financial)).toEqual(['d#1']);
    expect(stops({ division: 'Finance' }, financial)).toEqual([]);
    expect(stops({}, financial)).toEqual([]);
  });

  test('temporary staff asks a person for what is critical', () => {
    expect(stops({ employeeNumber: 'TEMP-7' }, node({ Criticality: 'High' }))).toEqual(['d#2']);
  });

  test('it only stops approval at once: both are said, and nothing is forbidden', () => {
    const engine = loaded(
      { text: SAMPLES, schema: 'jitna', as: 'auto-approve', name: 'a' },
      { text: DENY_ACCESS, schema: 'jitna', as: 'no-auto', name: 'd' },
    );
    const nodes = [node({ Environment: 'DEV', Criticality: 'High' })];
    const attributes = somebody({ employeeNumber: 'TEMP-7' });
    expect(saidOf(engine, { attributes, nodes })).toEqual({
      forbid: [],
      noAuto: ['d#2'],
      auto: [{ statement: 'a#0' }],
    });
  });
});

describe('what nobody has read', () => {
  const found = { id: 'i-1', tags: { Environment: 'DEV' } };

  test('approves nothing, and asks a person where it might stop something', () => {
    expect(approves(AUTO_APPROVAL, { employeeNumber: 'E-1' }, found)).toEqual([]);
    expect(stops({}, found)).toEqual(['d#1', 'd#2']);
  });

  test('the tag by which the nodes were found is read', () => {
    expect(approves(SAMPLES, {}, found)).toEqual(['a#0']);
  });

  test('tags of nodes that a statement works out for itself are not', () => {
    const text = `permit(principal, action, resource)
      when { principal has division && resource.hasTag(principal.division) };`;
    expect(approves(text, { division: 'Environment' }, found)).toEqual([]);
    expect(approves(text, { division: 'x' }, node({ x: '' }))).toEqual(['a#0']);
  });
});

describe('spellings of the documentation that Cedar does not read', () => {
  const told = (text: string) =>
    problemsOf({ text, schema: 'jitna', as: 'auto-approve', name: 'a.cedar' });

  test('an action without quotes is named, with the spelling that works', () => {
    const sentence =
      "AWS::SSM::getTokenForInstanceAccess is in AWS's documentation, but Cedar reads only " +
      'AWS::SSM::Action::"getTokenForInstanceAccess"';
    expect(told(BARE_ACTION)).toEqual([`a.cedar:2:29 #0: ${sentence}`]);
    expect(told(PRINCIPAL_TAG)).toEqual([`a.cedar:2:29 #0: ${sentence}`]);
  });

  test('.exists() is named, with what works', () => {
    const text = 'permit(principal, action, resource) when { principal.exists() };';
    expect(told(text)).toEqual([
      expect.stringMatching(/^a\.cedar:1:44 #0: \.exists\(\) is in AWS/),
    ]);
  });

  test('the semicolon that is missing there is missed', () => {
    expect(told(NO_SEMICOLON)).toEqual([expect.stringContaining('expected `;`')]);
  });

  test('what is read without a look whether it is there is told with the look', () => {
    const spelt = (text: string) =>
      text.replace('SSM::getTokenForInstanceAccess', 'SSM::Action::"getTokenForInstanceAccess"');
    expect(told(spelt(PRINCIPAL_TAG))[0]).toContain(
      'try testing for the tag\'s presence with `.hasTag("AccessLevel") && ..`',
    );
    expect(told(spelt(DIVISION))[0]).toContain(
      "try testing for the attribute's presence with `e has division && ..`",
    );
    expect(told(spelt(BARE_ACTION))).toEqual([]);
  });

  test('an action with a typo is told with the right one', () => {
    const text = 'permit(principal, action == AWS::SSM::Action::"getTokenForInstance", resource);';
    expect(told(text)).toEqual([expect.stringContaining('getTokenForInstanceAccess')]);
  });
});
