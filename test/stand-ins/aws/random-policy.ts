/** Draws policies that nearly match a request: close enough that every rule gets its chance. */

import type { Random } from './random.ts';
import { ACCOUNTS, PRINCIPALS, type RandomRequest, TARGETS, TIMES } from './random-request.ts';

type Statement = Record<string, unknown>;

export function drawPolicy(random: Random, request: RandomRequest, trust = false): object {
  const count = 1 + random.below(3);
  const Statement = Array.from({ length: count }, (_, i) =>
    drawStatement(random, request, i, trust),
  );
  return {
    Version: '2012-10-17',
    Statement: count === 1 && random.chance(0.3) ? Statement[0] : Statement,
  };
}

function drawStatement(random: Random, request: RandomRequest, i: number, trust: boolean) {
  const statement: Statement = { Effect: random.chance(trust ? 0.85 : 0.75) ? 'Allow' : 'Deny' };
  if (random.chance(0.5)) statement.Sid = `S${i}`;
  const negate = random.chance(0.15);
  statement[negate && !trust ? 'NotAction' : 'Action'] = oneOrMore(random, () =>
    drawAction(random, request.action),
  );
  if (trust)
    statement.Principal = random.pick([
      { AWS: oneOrMore(random, () => drawPrincipal(random, request)) },
      '*',
    ]);
  else {
    const key = random.chance(0.15) ? 'NotResource' : 'Resource';
    const draw = () => drawResource(random, request.resource);
    // A variable without value: AWS documents that it matches nothing, the simulator that the
    // whole NotResource does not apply. Here every variable has one.
    statement[key] = oneOrMore(random, () =>
      key === 'Resource' ? draw() : draw().replace(/\$\{(aws:[^},]+)\}/, "${$1, 'x'}"),
    );
  }
  if (random.chance(0.6)) statement.Condition = drawConditions(random);
  return statement;
}

function oneOrMore(random: Random, draw: () => string): string | string[] {
  if (random.chance(0.6)) return draw();
  return [...new Set(Array.from({ length: 1 + random.below(3) }, draw))];
}

function drawAction(random: Random, action: string): string {
  const [service = '', name = ''] = action.split(':');
  return random.pick([
    action,
    action,
    `${service}:*`,
    '*',
    `${service}:${name.slice(0, 1 + random.below(name.length))}*`,
    `${service}:${name.replace(/[a-z]/, '?')}`,
    `${service}:${name.toLowerCase()}`,
    `${service}:*${name.slice(-4)}`,
    random.pick(TARGETS)[0],
  ]);
}

function drawPrincipal(random: Random, { principal, context }: RandomRequest): string {
  const account = principal.split(':')[4] ?? '';
  return random.pick([
    account,
    `arn:aws:iam::${account}:root`,
    principal,
    String(context['aws:PrincipalArn']),
    random.pick(PRINCIPALS),
    random.pick(ACCOUNTS),
  ]);
}

/**
 * Wildcards stay out of the part that says what kind of resource it is (`user/`, `role/`): AWS
 * documents no meaning for them there.
 */
function drawResource(random: Random, resource: string): string {
  if (resource === '*') return random.pick(['*', '*', TARGETS[2][1]]);
  const cut = resource.search(/[/:](?=[^/:]*$)/) + 1;
  const [head, tail] = [resource.slice(0, cut), resource.slice(cut)];
  return random.pick([
    resource,
    '*',
    `${head}*`,
    `${head}${tail.slice(0, random.below(tail.length))}*`,
    `${head}${tail.slice(0, -1)}?`,
    `${head}*${tail.slice(-2)}`,
    resource.replace('aiko', '${aws:username}'),
    resource.replace('aiko', "${aws:username, 'aiko'}"),
    resource.replace('aiko', '${aws:PrincipalTag/team}'),
    `${head}\${*}`,
    resource.replace(/:\d{12}:/, ':*:'),
    resource.replace('eu-', '*-'),
    random.pick(TARGETS)[1],
  ]);
}

type Draw = (random: Random) => readonly string[];

const some =
  (...values: readonly string[]): Draw =>
  (random) => [...new Set(Array.from({ length: 1 + random.below(2) }, () => random.pick(values)))];

const COMPARED = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan'] as const;
const ordered = (prefix: string) => [...COMPARED, 'GreaterThanEquals'].map((name) => prefix + name);
const TEXT = ['StringEquals', 'StringLike', 'StringEqualsIgnoreCase'];
const TEXT_NOT = ['StringNotEquals', 'StringNotLike', 'StringNotEqualsIgnoreCase'];
const ARN = ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'];

/** Keys, the operators fit for them, and values near those of the requests. */
const CONDITIONS: readonly (readonly [string, readonly string[], Draw])[] = [
  ['aws:CurrentTime', ordered('Date'), some(...TIMES)],
  ['aws:TokenIssueTime', ordered('Date'), some(...TIMES)],
  ['aws:EpochTime', ordered('Numeric'), some('1795348799', '1795348800', '1795348801')],
  ['aws:MultiFactorAuthPresent', ['Bool'], some('true', 'false')],
  ['aws:MultiFactorAuthAge', ordered('Numeric'), some('10', '50', '90')],
  ['aws:username', TEXT, some('aiko', 'AIKO', 'a*', 'ai?o', 'bruno', '${aws:PrincipalTag/team}')],
  ['AWS:UserName', TEXT_NOT, some('aiko', 'AIKO', 'a*', 'bruno')],
  ['aws:userid', [...TEXT, ...TEXT_NOT], some('AIDAAIKO', '*:aiko', 'AROAENGINEER:*', '*')],
  ['aws:SourceIdentity', [...TEXT, ...TEXT_NOT], some('aiko', 'bruno', 'a*')],
  [
    'aws:PrincipalTag/team',
    TEXT,
    some('db', 'd*', 'DB', '${aws:username}', '${aws:RequestTag/team}'),
  ],
  ['aws:PrincipalTag/team', ['StringLike'], some('d${*}', '${?}b', '${$}')],
  ['aws:PrincipalTag/Team', TEXT_NOT, some('db', 'd?', 'web')],
  ['aws:ResourceTag/env', [...TEXT, ...TEXT_NOT], some('prod', 'test', 'p*')],
  ['aws:PrincipalArn', ARN, some(...PRINCIPALS, 'arn:aws:iam::*:user/*', 'arn:aws:iam::*:role/E*')],
  [
    'aws:SourceIp',
    ['IpAddress', 'NotIpAddress'],
    some('10.0.0.0/8', '192.0.2.7/32', '2001:db8::/32'),
  ],
  ['sts:ExternalId', ['StringEquals', 'StringNotEquals'], some('prod-access', 'x')],
  ['sts:RoleSessionName', ['StringEquals', 'StringLike'], some('${aws:username}', 'aiko', 'a*')],
  [
    'iam:PermissionsBoundary',
    ['StringEquals', 'ArnLike'],
    some(`arn:aws:iam::${ACCOUNTS[0]}:policy/boundary`),
  ],
];
const LISTS = some('prod-access:*', 'prod-access:db', 'team');

function drawConditions(random: Random): Record<string, Record<string, unknown>> {
  const drawn: Record<string, Record<string, unknown>> = {};
  for (let i = random.below(3); i >= 0; i--) {
    const [operator, key, values] = drawCondition(random);
    const value = values.length === 1 && random.chance(0.5) ? values[0] : values;
    drawn[operator] = { ...drawn[operator], [key]: value };
  }
  return drawn;
}

function drawCondition(random: Random): [string, string, readonly string[]] {
  const [key, operators, values] = random.pick(CONDITIONS);
  if (random.chance(0.1)) return ['Null', key, [random.pick(['true', 'false'])]];
  if (random.chance(0.1)) {
    const set = random.pick(['ForAllValues:', 'ForAnyValue:']);
    return [
      set + random.pick(['StringLike', 'StringNotLike', 'StringEquals']),
      'aws:TagKeys',
      LISTS(random),
    ];
  }
  const operator = random.pick(operators);
  return [operator + (random.chance(0.2) ? 'IfExists' : ''), key, values(random)];
}
