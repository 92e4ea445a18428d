/** Refuses a policy document IAM would refuse, in IAM's words: shape, names, dates, ARNs. */

import { isKnownOperator, parseOperator } from './conditions.ts';
import { AwsFault } from './fault.ts';

type Json = Readonly<Record<string, unknown>>;

const malformed = (words: string) => new AwsFault('MalformedPolicyDocument', words);
const syntax = () => malformed('Syntax errors in policy.');

export function checkPolicyDocument(text: string): void {
  const document = parse(text);
  for (const key of Object.keys(document)) {
    if (!['Version', 'Id', 'Statement'].includes(key)) throw syntax();
  }
  if (!['2012-10-17', '2008-10-17', undefined].includes(document.Version as string)) throw syntax();
  const statements = listed(document.Statement);
  if (statements.length === 0) throw syntax();
  const sids = statements.map((statement) => checkStatement(statement));
  const named = sids.filter((sid) => sid !== undefined && sid !== '');
  if (new Set(named).size !== named.length) {
    throw malformed('Statement IDs (SID) in a single policy must be unique.');
  }
}

const ELEMENTS = ['Action', 'NotAction', 'Resource', 'NotResource', 'Condition', 'Effect', 'Sid'];

function checkStatement(source: unknown): string | undefined {
  if (!isObject(source)) throw syntax();
  if ('Principal' in source || 'NotPrincipal' in source) {
    throw malformed('Policy document should not specify a principal.');
  }
  if (Object.keys(source).some((key) => !ELEMENTS.includes(key))) throw syntax();
  if (source.Effect !== 'Allow' && source.Effect !== 'Deny') throw syntax();
  const actions = either(source, 'Action', 'NotAction', 'Policy statement must contain actions.');
  for (const action of actions) checkAction(action);
  const words = 'Policy statement must contain resources.';
  for (const resource of either(source, 'Resource', 'NotResource', words)) checkResource(resource);
  if (source.Condition !== undefined) checkConditions(source.Condition);
  return checkSid(source.Sid);
}

/** Exactly one of an element and its negation. */
function either(source: Json, name: string, inverted: string, absent: string): string[] {
  if (source[name] !== undefined && source[inverted] !== undefined) throw syntax();
  const values = listed(source[name] ?? source[inverted]);
  if (values.length === 0) throw malformed(absent);
  return values.map((value) => {
    if (typeof value !== 'string') throw syntax();
    return value;
  });
}

function checkAction(action: string): void {
  if (action === '*') return;
  if (!/^[a-zA-Z0-9-]+:/.test(action)) {
    throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
  }
  if (!/^[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+$/.test(action)) throw syntax();
}

function checkResource(resource: string): void {
  if (resource === '*' || /^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/.test(resource)) return;
  if (/^arn:.*\*$/.test(resource)) return;
  throw malformed(`Resource ${resource} must be in ARN format or "*".`);
}

function checkSid(sid: unknown): string | undefined {
  if (sid === undefined) return undefined;
  if (typeof sid === 'string' && /^[0-9A-Za-z]*$/.test(sid)) return sid;
  throw malformed(
    'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular ' +
      'expression [0-9A-Za-z]*',
  );
}

function checkConditions(source: unknown): void {
  if (!isObject(source)) throw syntax();
  for (const [operator, block] of Object.entries(source)) {
    const { base } = parseOperator(operator);
    if (!isKnownOperator(base)) throw malformed(`Invalid Condition type : ${operator}.`);
    if (!isObject(block)) throw syntax();
    for (const [key, values] of Object.entries(block)) {
      if (!key.includes(':')) {
        throw malformed(
          'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
        );
      }
      for (const value of listed(values)) checkValue(base, value);
    }
  }
}

/** A date is one of W3C's forms or seconds since 1970; a policy variable is neither. */
const DATE = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?)?)?$/;

function checkValue(base: string, value: unknown): void {
  if (!['string', 'number', 'boolean'].includes(typeof value)) throw syntax();
  const text = String(value);
  if (base.startsWith('Date')) {
    const valid = DATE.test(text) ? !Number.isNaN(Date.parse(text)) : /^\d{5,}$/.test(text);
    if (!valid) throw syntax();
  }
  if (base.startsWith('Numeric') && Number.isNaN(Number(text))) throw syntax();
  if ((base === 'Bool' || base === 'Null') && !/^(true|false|\$\{.*\})$/i.test(text))
    throw syntax();
}

function parse(text: string): Json {
  if (!/^[\t\n\r\u0020-\u00ff]+$/.test(text)) {
    throw new AwsFault(
      'ValidationError',
      'The specified value for policyDocument is invalid. It must contain only printable ASCII ' +
        'characters.',
    );
  }
  try {
    const document: unknown = JSON.parse(text);
    if (isObject(document)) return document;
  } catch {
    // Falls through: whatever the parser says, IAM says this.
  }
  throw malformed('This policy contains invalid Json');
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listed = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
