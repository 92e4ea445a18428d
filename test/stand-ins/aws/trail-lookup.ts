/** LookupEvents: by one attribute at most and a span of time, the newest first, fifty to a page. */

import { AwsFault } from './fault.ts';
import { type Input, seconds, textOf } from './ssm-call.ts';
import { type TrailEvent, uuidOf } from './trail-event.ts';
import type { TrailKnobs } from './trail-knobs.ts';
import { own } from './types.ts';

type Names = Pick<TrailKnobs, 'usernameOfSessions'>;

interface Attribute {
  readonly AttributeKey?: string;
  readonly AttributeValue?: string;
}

const ATTRIBUTES: Readonly<
  Record<string, (event: TrailEvent, names: Names) => readonly (string | undefined)[]>
> = {
  AccessKeyId: ({ accessKeyId }) => [accessKeyId],
  EventId: ({ id }) => [id],
  EventName: ({ name }) => [name],
  EventSource: ({ source }) => [source],
  ReadOnly: ({ readOnly }) => [String(readOnly)],
  ResourceName: ({ resources }) => resources.map(({ name }) => name),
  ResourceType: ({ resources }) => resources.map(({ type }) => type),
  Username: (event, names) => [usernameOf(event, names)],
};

const MOST = 50;

/** @param events From the oldest to the newest. */
export function lookupEvents(events: readonly TrailEvent[], input: Input, names: Names): object {
  const most = sizeOf(input);
  const fits = filterOf(input, names);
  const before = tokenOf(input);
  const found = events.filter((event) => event.number < before && fits(event)).toReversed();
  const cut = found.slice(0, most);
  const last = cut.at(-1);
  return {
    Events: cut.map((event) => draw(event, names)),
    ...(last && found.length > cut.length ? { NextToken: tokenAt(last.number, input) } : {}),
  };
}

function filterOf(input: Input, names: Names): (event: TrailEvent) => boolean {
  const attributes = (input['LookupAttributes'] ?? []) as readonly Attribute[];
  const [{ AttributeKey = '', AttributeValue = '' } = {}] = attributes;
  const read = own(ATTRIBUTES, AttributeKey);
  if (attributes.length > 1 || (attributes.length === 1 && !read)) {
    const words = 'Only one lookup attribute may be specified, and one that is known.';
    throw new AwsFault('InvalidLookupAttributesException', words);
  }
  const from = timeIn(input, 'StartTime') ?? -Infinity;
  const to = timeIn(input, 'EndTime') ?? Infinity;
  if (from > to) {
    throw new AwsFault('InvalidTimeRangeException', 'The start time is after the end time.');
  }
  return (event) => {
    const isThen = event.atMs >= from && event.atMs <= to;
    return isThen && (!read || read(event, names).includes(AttributeValue));
  };
}

function timeIn(input: Input, name: string): number | undefined {
  const value = input[name];
  return typeof value === 'number' ? value * 1_000 : undefined;
}

function sizeOf(input: Input): number {
  const wanted = input['MaxResults'] ?? MOST;
  if (typeof wanted === 'number' && wanted >= 1 && wanted <= MOST) return wanted;
  throw new AwsFault('InvalidMaxResultsException', `MaxResults must be from 1 to ${MOST}.`);
}

/** A token goes with the question it came from, and with no other. */
const markOf = ({ NextToken: _, MaxResults: __, ...question }: Input) =>
  uuidOf(JSON.stringify(question)).slice(0, 8);

const tokenAt = (number: number, input: Input) =>
  Buffer.from(`${markOf(input)}:${number}`).toString('base64url');

function tokenOf(input: Input): number {
  const token = textOf(input, 'NextToken');
  if (token === undefined) return Infinity;
  const [mark, number] = Buffer.from(token, 'base64url').toString().split(':');
  if (mark === markOf(input) && Number(number) > 0) return Number(number);
  throw new AwsFault('InvalidNextTokenException', 'The token is not one of this question.');
}

const usernameOf = ({ user, role, session }: TrailEvent, { usernameOfSessions }: Names) =>
  user ?? (usernameOfSessions === 'session' ? session : role);

const draw = (event: TrailEvent, names: Names) => ({
  EventId: event.id,
  EventName: event.name,
  ReadOnly: String(event.readOnly),
  AccessKeyId: event.accessKeyId,
  EventTime: seconds(Math.floor(event.atMs / 1_000) * 1_000),
  EventSource: event.source,
  Username: usernameOf(event, names),
  Resources: event.resources.map(({ type, name }) => ({ ResourceType: type, ResourceName: name })),
  CloudTrailEvent: JSON.stringify(event.record),
});
