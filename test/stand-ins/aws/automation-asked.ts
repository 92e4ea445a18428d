/** What somebody asks for who starts a runbook: what they may, what is well formed, what is new. */

import { type Execution, executionArn, type WatchedAlarm } from './automation-types.ts';
import { tagFacts } from './caller.ts';
import { AwsFault } from './fault.ts';
import { checkTags } from './quotas.ts';
import { refused } from './runbook-parameters.ts';
import {
  type Input,
  require,
  type SsmCall,
  tagsOfResource,
  textOf as textIn,
  validation,
} from './ssm-call.ts';
import { documentArn, ofType, typeOf } from './ssm-document.ts';
import type { DocumentVersion, SsmDocument } from './ssm-types.ts';
import type { Tag } from './types.ts';

const MOST_TAGS = 5;
const UUID = /^[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}$/i;

/** Undefined for a version that is not there: it is told after the permission was asked. */
export function versionAsked(document: SsmDocument, input: Input): DocumentVersion | undefined {
  const named = textIn(input, 'DocumentVersion') ?? '$DEFAULT';
  if (named === '$LATEST') return document.versions.at(-1);
  const number = named === '$DEFAULT' ? document.defaultVersion : Number(named);
  return document.versions.find((version) => version.number === number);
}

interface Wish {
  readonly name: string;
  readonly id: string;
  readonly tags: readonly Tag[];
  readonly document?: SsmDocument;
  readonly version?: DocumentVersion;
}

/** Both the document and the execution to be are asked for, and tags are a right of their own. */
export function requireStart(call: SsmCall, { name, id, tags, document, version }: Wish): void {
  const { place, input, asked } = call;
  const named = textIn(input, 'DocumentVersion') ?? '$DEFAULT';
  const versions = new Set([named, ...(version ? [String(version.number)] : [])]);
  require(call, documentArn(place, name), {
    ...ofType(document ? typeOf(document) : 'Automation'),
    'ssm:DocumentVersion': [...versions],
    ...tagsOfResource(document?.tags ?? []),
  });
  const arn = executionArn({ ...place, id });
  const keys = tags.length === 0 ? {} : { 'aws:TagKeys': tags.map(({ key }) => key) };
  const facts = { ...tagsOfResource(tags), ...tagFacts('aws:RequestTag', tags), ...keys };
  require(call, arn, facts);
  if (tags.length === 0) return;
  const action = 'ssm:AddTagsToResource';
  call.requireAllowed(asked.key, { action, resource: arn, owner: place.account, facts });
}

export function checkInput(input: Input, tags: readonly Tag[]): void {
  const token = textIn(input, 'ClientToken');
  if (token !== undefined && !UUID.test(token)) {
    throw validation(`Value '${token}' at 'clientToken' must satisfy regular expression of a UUID`);
  }
  if (tags.length > MOST_TAGS) throw validation(`there are more than ${MOST_TAGS} tags`);
  checkTags(tags);
  for (const name of ['Targets', 'TargetMaps', 'TargetLocations', 'TargetParameterName']) {
    if (input[name] !== undefined) throw refused(`${name} are not known to the stand-in.`);
  }
}

/** The execution that this very wish has begun already; another wish with its token is refused. */
export function startedBefore({ place, input }: SsmCall): Execution | undefined {
  const token = textIn(input, 'ClientToken')?.toLowerCase();
  if (token === undefined) return undefined;
  const known = [...place.executions.values()].find((one) => one.token === token);
  if (!known || known.asked === wishOf(input)) return known;
  const words = 'An error occurred: the request differs from the one that used this token first.';
  throw new AwsFault('IdempotentParameterMismatch', words);
}

export function wishOf(input: Input): string {
  const { ClientToken: _, ...wish } = input;
  return JSON.stringify(sorted(wish));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, one]) => [key, sorted(one)]);
}

export function alarmIn(input: Input): WatchedAlarm | undefined {
  const given = input['AlarmConfiguration'] as
    | { readonly Alarms: readonly { readonly Name: string }[]; IgnorePollAlarmFailure?: boolean }
    | undefined;
  if (!given) return undefined;
  if (given.Alarms.length !== 1) throw validation("'alarms' must have exactly one member");
  return {
    names: given.Alarms.map(({ Name }) => Name),
    ignoresPollFailure: given.IgnorePollAlarmFailure === true,
  };
}
