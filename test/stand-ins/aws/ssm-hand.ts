/** The hand that reaches into a Region from outside: machines come and go, people fall asleep. */

import { type AccessHand, type AccessReach, createAccessHand } from './access-hand.ts';
import {
  type AutomationHand,
  type AutomationReach,
  createAutomationHand,
} from './automation-hand.ts';
import { checkContent } from './ssm-document-kinds.ts';
import type { Places } from './ssm-places.ts';
import {
  type DocumentFormat,
  type DocumentType,
  endOf,
  type PingStatus,
  type Place,
  type PlatformType,
  type SsmDocument,
  type SsmNode,
  type SsmSession,
} from './ssm-types.ts';
import type { PolicySource, Tag } from './types.ts';

type Tags = Readonly<Record<string, string>>;

export interface NodeSeed {
  readonly name?: string;
  readonly tags?: Tags;
  /** Online if absent. */
  readonly ping?: PingStatus;
  readonly agentVersion?: string;
  readonly platform?: PlatformType;
  readonly platformName?: string;
  readonly ip?: string;
}

export interface SsmSeed {
  /** By id: `i-…` or `mi-…`. */
  readonly nodes?: Readonly<Record<string, NodeSeed>>;
  /** The content of session documents by name; the account's preferences can be among them. */
  readonly documents?: Readonly<Record<string, PolicySource>>;
  readonly runbooks?: Readonly<Record<string, PolicySource>>;
  /** As iCalendar. */
  readonly calendars?: Readonly<Record<string, string>>;
}

export interface RegionHand extends AutomationHand, AccessHand {
  node(id: string): SsmNode | undefined;
  document(name: string): SsmDocument | undefined;
  documentNames(): readonly string[];
  session(id: string): SsmSession | undefined;
  /** A new one, or changes to the one of that id: tags are replaced as a whole. */
  putNode(id: string, seed?: NodeSeed): void;
  removeNode(id: string): void;
  /** A new one, or a new version of it that becomes the default. */
  putDocument(name: string, content: PolicySource, tags?: Tags): void;
  /** The same with a runbook: a text is taken for YAML. */
  publishRunbook(name: string, content: PolicySource, tags?: Tags): void;
  /** The same with a change calendar, as iCalendar. */
  putCalendar(name: string, ics: string): void;
  deleteDocument(name: string): void;
  /** Its holder types no more: it ends when its document says that it was idle for too long. */
  fallIdle(session: string): void;
  /** Systems Manager ends it, for reasons of its own. */
  terminate(session: string): void;
  /** The line is cut. The session waits to be resumed, and is idle meanwhile. */
  disconnect(session: string): void;
}

export interface Reach extends AutomationReach, AccessReach {
  readonly places: Places;
  readonly now: () => number;
}

export function seedRegion(reach: Reach, account: string, region: string, seed: SsmSeed): void {
  const place = reach.places.of(account, region);
  for (const [id, node] of Object.entries(seed.nodes ?? {})) putNode(reach, place, id, node);
  const documents = [
    ['Session', seed.documents],
    ['Automation', seed.runbooks],
    ['ChangeCalendar', seed.calendars],
  ] as const;
  for (const [type, contents = {}] of documents) {
    for (const [name, content] of Object.entries(contents)) {
      putDocument(reach, place, { name, content, type });
    }
  }
}

export function createRegionHand(reach: Reach, account: string, region: string): RegionHand {
  const { places, changed } = reach;
  // Asked for anew each time: a restored snapshot has other places.
  const place = () => places.of(account, region);
  const publish = (type: DocumentType, published: Publication) => {
    putDocument(reach, place(), { ...published, type });
    changed();
  };
  return {
    ...createAutomationHand(reach, place),
    ...createAccessHand(reach, place, (name, content) =>
      publish('ManualApprovalPolicy', { name, content }),
    ),
    node: (id) => place().nodes.get(id),
    document: (name) => place().documents.get(name),
    documentNames: () => [...place().documents.keys()],
    session: (id) => place().sessions.get(id),
    putNode(id, seed = {}) {
      putNode(reach, place(), id, seed);
      changed();
    },
    removeNode(id) {
      places.removeNode(place(), id);
      changed();
    },
    putDocument: (name, content, tags) =>
      publish('Session', { name, content, ...(tags && { tags }) }),
    publishRunbook: (name, content, tags) =>
      publish('Automation', { name, content, ...(tags && { tags }) }),
    putCalendar: (name, ics) => publish('ChangeCalendar', { name, content: ics }),
    deleteDocument(name) {
      place().documents.delete(name);
      changed();
    },
    terminate(id) {
      const session = place().sessions.get(id);
      if (session) place().sessions.set(id, { ...session, terminatedAtMs: reach.now() });
      changed();
    },
    fallIdle: (id) => growIdle(reach, place(), id, true),
    disconnect: (id) => growIdle(reach, place(), id, false),
  };
}

function growIdle(reach: Reach, place: Place, id: string, connected: boolean): void {
  const session = place.sessions.get(id);
  if (!session || endOf(session) <= reach.now()) throw new Error(`There is no session ${id}.`);
  const idleSinceMs = session.idleSinceMs ?? reach.now();
  place.sessions.set(id, { ...session, connected, idleSinceMs });
  reach.changed();
}

function putNode({ places, now }: Reach, place: Place, id: string, seed: NodeSeed): void {
  if (!/^m?i-[0-9a-z]{8,}$/.test(id)) throw new Error(`${id} is no id of a node.`);
  const { tags, ...rest } = seed;
  const known = place.nodes.get(id) ?? newNode(id, now());
  const tagged = tags === undefined ? {} : { tags: tagList(tags) };
  places.putNode(place, { ...known, ...rest, ...tagged });
}

const newNode = (id: string, atMs: number): SsmNode => ({
  id,
  name: id,
  tags: [],
  ping: 'Online',
  agentVersion: '3.3.2299.0',
  platform: 'Linux',
  atMs,
});

interface Publication {
  readonly name: string;
  readonly content: PolicySource;
  readonly type?: DocumentType;
  readonly tags?: Tags;
}

function putDocument({ now }: Reach, place: Place, published: Publication): void {
  const { name, content: source, type = 'Session', tags } = published;
  const content = typeof source === 'string' ? source : JSON.stringify(source);
  const format = formatOf(type, source);
  checkContent(type, content, format);
  const known = place.documents.get(name);
  const number = (known?.versions.at(-1)?.number ?? 0) + 1;
  place.documents.set(name, {
    name,
    type,
    tags: tags === undefined ? (known?.tags ?? []) : tagList(tags),
    defaultVersion: number,
    versions: [...(known?.versions ?? []), { number, content, format, atMs: now() }],
  });
}

const formatOf = (type: DocumentType, source: PolicySource): DocumentFormat =>
  type === 'ChangeCalendar'
    ? 'TEXT'
    : type === 'Automation' && typeof source === 'string'
      ? 'YAML'
      : 'JSON';

const tagList = (tags: Tags): Tag[] => Object.entries(tags).map(([key, value]) => ({ key, value }));
