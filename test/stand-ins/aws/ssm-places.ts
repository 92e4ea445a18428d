/** The accounts and Regions of Systems Manager, each apart, and how they survive a restart. */

import type { AccessRequest } from './access-types.ts';
import type { Execution } from './automation-types.ts';
import { DEFAULT_DOCUMENT, preferences } from './ssm-content.ts';
import type { AlarmState, Place, SsmDocument, SsmNode, SsmSession } from './ssm-types.ts';

interface KeptPlace {
  readonly account: string;
  readonly region: string;
  readonly nodes: readonly SsmNode[];
  readonly documents: readonly SsmDocument[];
  readonly sessions: readonly SsmSession[];
  /** Absent where it was saved before there was automation. */
  readonly executions?: readonly Execution[];
  readonly alarms?: Readonly<Record<string, AlarmState>>;
  readonly accessRequests?: readonly AccessRequest[];
}

export type SsmSnapshot = readonly KeptPlace[];

export interface Places {
  of(account: string, region: string): Place;
  all(): readonly Place[];
  /** Whatever is due yet. */
  asTheyAre(): Iterable<Place>;
  /** The identifiers of its nodes in order: twenty thousand are not sorted for every page. */
  nodeIds(place: Place): readonly string[];
  putNode(place: Place, node: SsmNode): void;
  removeNode(place: Place, id: string): void;
  snapshot(): SsmSnapshot;
  restore(snapshot: SsmSnapshot): void;
}

/** @param catchUp Does what was due by now; called before a place is handed out. */
export function createPlaces(now: () => number, catchUp: () => void): Places {
  const places = new Map<string, Place>();
  const orders = new WeakMap<Place, readonly string[]>();
  const keyOf = (account: string, region: string) => `${account}/${region}`;

  function of(account: string, region: string): Place {
    catchUp();
    const known = places.get(keyOf(account, region));
    if (known) return known;
    const place = newPlace(account, region, now());
    places.set(keyOf(account, region), place);
    return place;
  }

  return {
    of,
    all() {
      catchUp();
      return [...places.values()];
    },
    asTheyAre: () => places.values(),
    nodeIds(place) {
      const known = orders.get(place) ?? [...place.nodes.keys()].toSorted();
      orders.set(place, known);
      return known;
    },
    putNode(place, node) {
      if (!place.nodes.has(node.id)) orders.delete(place);
      place.nodes.set(node.id, node);
    },
    removeNode(place, id) {
      if (place.nodes.delete(id)) orders.delete(place);
    },
    snapshot() {
      catchUp();
      return [...places.values()].map(kept);
    },
    restore(snapshot) {
      places.clear();
      for (const one of snapshot) places.set(keyOf(one.account, one.region), opened(one));
    },
  };
}

const newPlace = (account: string, region: string, atMs: number): Place => ({
  account,
  region,
  documents: new Map([[DEFAULT_DOCUMENT, preferences(atMs)]]),
  nodes: new Map(),
  sessions: new Map(),
  executions: new Map(),
  alarms: new Map(),
  accessRequests: new Map(),
});

const kept = (place: Place): KeptPlace => ({
  ...place,
  nodes: [...place.nodes.values()],
  documents: [...place.documents.values()],
  sessions: [...place.sessions.values()],
  executions: [...place.executions.values()],
  alarms: Object.fromEntries(place.alarms),
  accessRequests: [...place.accessRequests.values()],
});

const opened = (place: KeptPlace): Place => ({
  ...place,
  nodes: new Map(place.nodes.map((node) => [node.id, node])),
  documents: new Map(place.documents.map((document) => [document.name, document])),
  sessions: new Map(place.sessions.map((session) => [session.id, session])),
  executions: new Map((place.executions ?? []).map((execution) => [execution.id, execution])),
  alarms: new Map(Object.entries(place.alarms ?? {})),
  accessRequests: new Map((place.accessRequests ?? []).map((one) => [one.id, one])),
});
