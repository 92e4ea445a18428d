/** The accounts and Regions of Systems Manager, each apart, and how they survive a restart. */

import { DEFAULT_DOCUMENT, preferences } from './ssm-content.ts';
import type { Place, SsmDocument, SsmNode, SsmSession } from './ssm-types.ts';

interface KeptPlace {
  readonly account: string;
  readonly region: string;
  readonly nodes: readonly SsmNode[];
  readonly documents: readonly SsmDocument[];
  readonly sessions: readonly SsmSession[];
}

export type SsmSnapshot = readonly KeptPlace[];

export interface Places {
  of(account: string, region: string): Place;
  all(): readonly Place[];
  /** The identifiers of its nodes in order: twenty thousand are not sorted for every page. */
  nodeIds(place: Place): readonly string[];
  putNode(place: Place, node: SsmNode): void;
  removeNode(place: Place, id: string): void;
  snapshot(): SsmSnapshot;
  restore(snapshot: SsmSnapshot): void;
}

export function createPlaces(now: () => number): Places {
  const places = new Map<string, Place>();
  const orders = new WeakMap<Place, readonly string[]>();
  const keyOf = (account: string, region: string) => `${account}/${region}`;

  function of(account: string, region: string): Place {
    const known = places.get(keyOf(account, region));
    if (known) return known;
    const documents = new Map([[DEFAULT_DOCUMENT, preferences(now())]]);
    const place = { account, region, nodes: new Map(), documents, sessions: new Map() };
    places.set(keyOf(account, region), place);
    return place;
  }

  return {
    of,
    all: () => [...places.values()],
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
    snapshot: () => [...places.values()].map(kept),
    restore(snapshot) {
      places.clear();
      for (const one of snapshot) places.set(keyOf(one.account, one.region), opened(one));
    },
  };
}

const kept = (place: Place): KeptPlace => ({
  ...place,
  nodes: [...place.nodes.values()],
  documents: [...place.documents.values()],
  sessions: [...place.sessions.values()],
});

const opened = (place: KeptPlace): Place => ({
  ...place,
  nodes: new Map(place.nodes.map((node) => [node.id, node])),
  documents: new Map(place.documents.map((document) => [document.name, document])),
  sessions: new Map(place.sessions.map((session) => [session.id, session])),
});
