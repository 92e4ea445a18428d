/** Statements of AWS's policies: carried over as they are, and what Cedar would not read. */

import { describe, expect, test } from 'vitest';
import { got, importOf, soundWith, statements } from './import-samples.ts';

const PERMIT = `permit (principal in AWS::IdentityStore::Group::"e8c1",
  action == AWS::SSM::Action::"getTokenForInstanceAccess", resource)
when { resource.hasTag("ENV") && resource.getTag("ENV") == "DEV" };
`;
const FORBID = `// Never by itself; this sign is no end: "//" and this one neither: ;
${PERMIT.replace('permit', 'forbid')}`;
const AUTO = got(
  'SSM-JustInTimeAccessAutoApprovalPolicy',
  'AutoApprovalPolicy',
  statements(PERMIT),
);
const DENY = got(
  'SSM-JustInTimeAccessDenyAccessOrgPolicy',
  'AutoApprovalPolicy',
  statements(FORBID),
);
describe('statements', () => {
  test('approve and stop approval as they do at AWS, and are carried over letter by letter', () => {
    const imported = importOf('jitna', { 'auto.json': AUTO, 'deny.json': DENY });
    expect(soundWith(imported).policies).toMatchObject([
      { name: 'policies/jitna-auto-approval.cedar', as: 'auto-approve', schema: 'jitna' },
      { name: 'policies/jitna-deny-access-org.cedar', as: 'no-auto', schema: 'jitna' },
    ]);
    expect(imported.files.map(({ text }) => text)).toEqual([PERMIT, FORBID]);
    expect(imported.notes.join()).toContain('lasts 1 hour');
    expect(imported.yaml).not.toContain('requesters');
  });

  test('of both effects in one document become two files, each with its comments', () => {
    const imported = importOf('jitna', { 'mine.cedar': `${PERMIT}\n${FORBID}` });
    expect(imported.files).toEqual([
      { name: 'mine.cedar', text: PERMIT },
      { name: 'mine-no-auto.cedar', text: FORBID },
    ]);
    expect(soundWith(imported).policies.map((one) => one.as)).toEqual(['auto-approve', 'no-auto']);
  });

  test('that permit in a deny-access policy approve nothing here', () => {
    const name = 'SSM-JustInTimeAccessDenyAccessOrgPolicy';
    const text = got(name, 'AutoApprovalPolicy', statements(`${PERMIT}${FORBID}`));
    const imported = importOf('jitna', { 'deny.json': text });
    expect(soundWith(imported).policies.map((one) => one.as)).toEqual(['no-auto']);
    expect(imported.notes.join()).toContain('its permit statements approve nothing');
  });
});

describe('spellings that AWS documents and Cedar does not read', () => {
  const troubles = (text: string) =>
    importOf('jitna', { 'auto.cedar': text }).problems.map(
      ({ file, line, column, message }) => `${file}:${line}:${column} ${message}`,
    );

  test('the action without quotes is named where it stands, with the spelling that works', () => {
    const bare = PERMIT.replace('Action::"getTokenForInstanceAccess"', 'getTokenForInstanceAccess');
    expect(troubles(`// First line\n${bare}`)).toEqual([
      "policies/auto.cedar:3:13 AWS::SSM::getTokenForInstanceAccess is in AWS's documentation, " +
        'but Cedar reads only AWS::SSM::Action::"getTokenForInstanceAccess"',
    ]);
  });

  test('.exists() is named, with what to ask for instead', () => {
    const [said, ...more] = troubles(
      PERMIT.replace('resource.hasTag("ENV")', 'principal.exists()'),
    );
    expect(said).toContain('policies/auto.cedar:3:17 .exists() is in AWS');
    expect(said).toContain('principal has costCenter, or resource.hasTag("Environment")');
    expect(more.join()).toContain('resource.hasTag("ENV") && …');
  });

  test('what may be missing is to be looked for first', () => {
    const text = PERMIT.replace(
      'resource.hasTag("ENV") && resource.getTag("ENV") == "DEV"',
      'context.iam.principalTags.getTag("Level") == "High" && principal.division == "Ops"',
    );
    expect(troubles(text)).toEqual([
      expect.stringContaining(':3:8 Cedar takes context.iam.principalTags.getTag("Level") only'),
      expect.stringContaining('principal has division && …'),
    ]);
  });

  test('a statement without its semicolon is named; words in texts and comments are not', () => {
    expect(troubles(PERMIT.replace(/;\n$/, ''))).toEqual([
      expect.stringContaining('a statement ends with a semicolon'),
    ]);
    expect(troubles(PERMIT.replace('"DEV"', '".exists()"').concat('// x.exists()\n'))).toEqual([]);
  });
});
