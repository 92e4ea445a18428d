/** Documents as AWS exports them, and the example configuration with what was made of them. */

import type { Config } from '../../src/config/config.ts';
import { parseConfig, type ParsedConfig } from '../../src/config/parse.ts';
import { importPolicies, type ImportGiven, type Source } from '../../src/ops/import-command.ts';
import { problemLine } from '../../src/config/problem.ts';
import type { Imported } from '../../src/ops/import-document.ts';
import { EXAMPLE } from '../config/example.ts';

export const PLACE = { account: '444455556666', region: 'ap-northeast-1', channel: 'C0APPROVE1' };

/** As `aws ssm get-document` prints it. */
export const got = (Name: string, DocumentType: string, content: unknown): string =>
  JSON.stringify({
    Name,
    DocumentVersion: '1',
    DocumentType,
    DocumentFormat: 'JSON',
    Content: typeof content === 'string' ? content : JSON.stringify(content),
  });

export const approve = (name: string, inputs: object, more: object = {}) => ({
  name,
  action: 'aws:approve',
  timeoutSeconds: 604_800,
  inputs: { Message: 'Please look at this', ...inputs },
  ...more,
});

export const manual = (more: object = {}) => ({
  schemaVersion: '0.3',
  accessDuration: 28_800,
  accessTokenRole: 'SSM-JustInTimeAccessTokenRole',
  targets: [{ Key: 'tag:Workload', Values: ['Shop', 'Billing'] }],
  mainSteps: [
    approve('TeamLeads', {
      MinRequiredApprovals: 2,
      EnhancedApprovals: {
        Approvers: [
          { approver: 'ec4df598-7071-70a6-0de4-0123456789ab', type: 'SSOGroup' },
          { approver: 'arn:aws:iam::444455556666:role/Approvers', type: 'IamRole' },
        ],
      },
    }),
  ],
  ...more,
});

const documentOf = (Key: string, id: string, type: string, content: string) => ({
  schemaVersion: '0.3',
  [Key]: [{ id, type, content }],
});

export const statements = (content: string) =>
  documentOf('AutoApprovalPolicyDocuments', 'one', 'Cedar', content);

export function importOf(
  source: Source,
  texts: Readonly<Record<string, string>>,
  given: ImportGiven = PLACE,
): Imported {
  const files = Object.entries(texts).map(([name, text]) => ({ name, text }));
  const answer = importPolicies(source, files, { ...given, folder: 'policies/' });
  if (!answer.ok) throw new Error(answer.problems.map(problemLine).join('\n'));
  return answer.imported;
}

/** The names that the import left to the operator are made groups and people of the example. */
export function configWith(imported: Imported, groups: readonly string[]): ParsedConfig {
  const beside = (path: string) => {
    const found = imported.files.find(({ name }) => path === `policies/${name}`);
    return found ? { text: found.text } : 'does not exist';
  };
  const sections = imported.yaml.split(/^(?=\w+:$)/m).slice(1);
  const members = (name: string) => (name === 'requesters' ? 'aiko' : 'ben, chie, dai');
  const made = `groups:\n${groups.map((name) => `  ${name}: [${members(name)}]\n`).join('')}`;
  const whole = [made, ...sections].reduce((text, section) => {
    const [head = ''] = section.split('\n');
    return text.includes(`\n${head}\n`)
      ? text.replace(`\n${head}\n`, () => `\n${section.trimEnd()}\n`)
      : `${text}\n${section}`;
  }, EXAMPLE);
  return parseConfig(whole, 'f', beside);
}

export function soundWith(one: Imported, groups: readonly string[] = []): Config {
  const parsed = configWith(one, groups);
  if (!parsed.ok) throw new Error(parsed.problems.map(problemLine).join('\n'));
  return parsed.config;
}

/** What is in comments to be completed, taken out of them. */
export const uncommented = (imported: Imported): Imported => ({
  ...imported,
  yaml: imported.yaml.replaceAll(/^ {2}# (?=[- ] )/gm, '  '),
});

export const template = (more: object = {}) => ({
  schemaVersion: '0.3',
  description: 'Restart a web server',
  templateInformation: '#### Why?\nSay what is slow.',
  emergencyChange: false,
  autoApprovable: false,
  executableRunBooks: [{ name: 'ProdAccess-Restart', version: '3' }],
  mainSteps: [
    approve('FirstLevel', {
      MinRequiredApprovals: 1,
      EnhancedApprovals: {
        Approvers: [{ approver: 'Ops', type: 'IamGroup', minRequiredApprovals: 0 }],
      },
    }),
  ],
  ...more,
});
export const RUNBOOK = {
  schemaVersion: '0.3',
  assumeRole: '{{ AutomationAssumeRole }}',
  parameters: {
    AutomationAssumeRole: { type: 'AWS::IAM::Role::Arn' },
    InstanceId: { type: 'AWS::EC2::Instance::Id', description: 'Which server' },
    Mode: { type: 'String', allowedValues: ['soft', 'hard'] },
    Change: { type: 'String', allowedPattern: '^CHG-[0-9]{4}$' },
    Note: { type: 'String', maxChars: 20 },
    Wait: { type: 'Integer', default: 5 },
  },
  mainSteps: [{ name: 'Restart', action: 'aws:runCommand' }],
};
export const imported = (more: object = {}, others: object = {}, given: object = {}): Imported => {
  const text = got('RestartWeb', 'Automation.ChangeTemplate', template(more));
  return importOf('change-manager', { 't.json': text, ...others }, { ...PLACE, ...given });
};
