/** Manual approval policies of just-in-time node access, as entries for nodes and their rules. */

import { writeDuration } from '../config/duration.ts';
import { DAY, HOUR, MINUTE } from '../kernel/time.ts';
import { levelsOf } from './import-approvals.ts';
import type { ApproverNames } from './import-approvers.ts';
import {
  type AwsDocument,
  type ImportPlace,
  numberAt,
  othersIn,
  textAt,
  textsAt,
  type Tree,
  treesAt,
} from './import-document.ts';
import { placeOf, ruleLines } from './import-yaml.ts';
import { freeName, quoted, shortened, slugOf } from './init-offers.ts';

interface Manual {
  readonly entitlements: readonly string[];
  readonly rules: readonly string[];
  readonly notes: readonly string[];
}

type Nodes =
  | { readonly by: 'tag'; readonly key: string; readonly value: string }
  | { readonly by: 'ids'; readonly ids: readonly string[] }
  | { readonly by: 'all' };

interface Entry {
  readonly id: string;
  readonly nodes: Nodes;
  /** As the rule speaks of it: a tag of its own, which no other entry can have by accident. */
  readonly tag?: { readonly key: string; readonly value: string };
  longestMs: number;
  readonly policies: string[];
}

export function manualPolicies(
  documents: readonly AwsDocument[],
  names: ApproverNames,
  place: ImportPlace,
): Manual {
  const entries = createEntries();
  const ruleIds = new Set<string>();
  const read = documents.map(({ name, content }) => {
    if (typeof content === 'string') return { lines: [], notes: [] };
    const { nodes, notes } = nodesOf(content, name);
    const levels = levelsOf(treesAt(content, 'mainSteps'), names);
    const length = lengthOf(content, name);
    const lines = nodes.flatMap((one) => {
      const entry = entries.at(one, length.ms, name);
      const id = freeName(slugOf(name), ruleIds);
      // A rule for all would speak for every other entry of the file as well.
      const scope = entry.tag ? tagScope(entry.tag) : entry.id;
      const { lines, lapse } = levels;
      return ['', ...ruleLines({ id, scope, levels: lines, lapse, max: writeDuration(length.ms) })];
    });
    return {
      lines,
      notes: [...notes, ...length.notes, ...levels.notes.map((one) => `${name}: ${one}`)],
    };
  });
  return {
    entitlements: entries
      .all()
      .flatMap((entry) => ['', ...entryLines(entry, place)])
      .slice(1),
    rules: read.flatMap(({ lines }) => lines).slice(1),
    notes: [...read.flatMap(({ notes }) => notes), ...overlaps(entries.all())],
  };
}

const tagScope = ({ key, value }: { readonly key: string; readonly value: string }) =>
  `{ tag: ${key}, value: ${quoted(value)} }`;

function createEntries() {
  const entries = new Map<string, Entry>();
  const ids = new Set<string>();
  const keys = new Map<string, string>();
  const keysTaken = new Set<string>();
  const keyOf = (key: string) => {
    const known = keys.get(key) ?? freeName(slugOf(`node ${key}`), keysTaken);
    keys.set(key, known);
    return known;
  };
  return {
    all: () => [...entries.values()],
    at(nodes: Nodes, ms: number, policy: string): Entry {
      const key = JSON.stringify(nodes);
      const known = entries.get(key);
      if (known) {
        known.longestMs = Math.max(known.longestMs, ms);
        known.policies.push(policy);
        return known;
      }
      const hasTag = nodes.by === 'tag' && nodes.value.length <= LONGEST_VALUE;
      const entry: Entry = {
        id: freeName(slugOf(`nodes ${wordsOf(nodes)}`), ids),
        nodes,
        ...(hasTag && { tag: { key: keyOf(nodes.key), value: nodes.value } }),
        longestMs: ms,
        policies: [policy],
      };
      entries.set(key, entry);
      return entry;
    },
  };
}

/** A rule names values of a hundred signs at the most. */
const LONGEST_VALUE = 100;

function wordsOf(nodes: Nodes): string {
  if (nodes.by === 'tag') return `${nodes.key}=${nodes.value}`;
  return nodes.by === 'ids' ? nodes.ids.join(' ') : 'all';
}

function entryLines({ id, nodes, tag, longestMs }: Entry, place: ImportPlace): readonly string[] {
  const { account, region, channel } = placeOf(place);
  const which = {
    tag: `Nodes with ${wordsOf(nodes)}`,
    ids: `Nodes ${wordsOf(nodes)}`,
    all: 'All nodes',
  };
  return [
    `- id: ${id}`,
    `  title: ${quoted(shortened(which[nodes.by], 75))}`,
    '  target:',
    '    kind: jitna',
    `    account: ${account}`,
    `    region: ${region}`,
    ...(nodes.by === 'tag' ? [`    tag: ${quoted(`${nodes.key}=${nodes.value}`)}`] : []),
    ...(nodes.by === 'ids' ? [`    nodes: [${nodes.ids.join(', ')}]`] : []),
    `  longest: ${writeDuration(longestMs)}`,
    ...(longestMs > 12 * HOUR ? ['  allow_long: true'] : []),
    `  channel: ${channel}`,
    ...(tag ? [`  tags: { ${tag.key}: ${quoted(tag.value)} }`] : []),
  ];
}

/** Tags of one policy are alternatives at AWS, so each is an entry and a rule. */
function nodesOf(content: Tree, name: string) {
  const targets = treesAt(content, 'targets');
  const notes: string[] = [];
  const others = othersIn(content, KNOWN);
  if (others.length > 0) notes.push(`Not carried over from ${name}: ${others.join(', ')}.`);
  if (targets.length === 0) notes.push(`${name} names no nodes: it is read as one for all nodes.`);
  const nodes = targets.flatMap((target): Nodes[] => {
    const key = textAt(target, 'Key') ?? textAt(target, 'key') ?? '';
    const values = [...textsAt(target, 'Values'), ...textsAt(target, 'values')];
    if (key === 'InstanceIds' && values.includes('*')) return [{ by: 'all' }];
    if (key === 'InstanceIds' && values.length > 0 && values.every((one) => NODE.test(one)))
      return [{ by: 'ids', ids: values }];
    const tag = /^tag:(.+)$/.exec(key)?.[1];
    const fit = values.filter((value) => tag !== undefined && TAG.test(`${tag}=${value}`));
    const lost = values.filter((value) => !fit.includes(value));
    if (lost.length > 0 || values.length === 0)
      notes.push(
        `${name}: nodes by ${key}=${lost.join(',')} cannot be named here: no entry, nobody asks.`,
      );
    return fit.map((value) => ({ by: 'tag', key: tag ?? '', value }));
  });
  return { nodes: targets.length === 0 ? ([{ by: 'all' }] as const) : nodes, notes };
}

const KNOWN = ['schemaVersion', 'accessDuration', 'targets', 'mainSteps'];
const NODE = /^(?:i|mi)-[0-9a-f]{8,17}$/;
const TAG = /^[^=*?$]{1,128}=[^=*?$]{1,256}$/;

function lengthOf(content: Tree, name: string) {
  const seconds = numberAt(content, 'accessDuration');
  if (seconds === undefined)
    return { ms: HOUR, notes: [`${name} does not say for how long: 1h is written.`] };
  const ms = Math.min(Math.max(seconds * 1000, 5 * MINUTE), 14 * DAY);
  const notes =
    ms === seconds * 1000 ? [] : [`${name}: ${seconds} s of access become ${writeDuration(ms)}.`];
  return { ms, notes };
}

function overlaps(entries: readonly Entry[]): readonly string[] {
  return entries.flatMap(({ id, policies }) =>
    policies.length < 2
      ? []
      : [
          `${policies.join(' and ')} are for the same nodes, where AWS fails; here all of their ` +
            `rules must be satisfied for ${id}.`,
        ],
  );
}
