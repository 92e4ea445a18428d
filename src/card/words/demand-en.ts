/** English: whose approvals are demanded, on cards and in thread lines. */

import type { Inline, Line } from '../card.ts';
import { type Demand, isEverybody } from '../demand.ts';
import { say } from '../line.ts';
import { people } from './phrase-en.ts';

export const demandEn = {
  /** `any 2 of sre-leads or dai`; `ben and chie` where all of them are needed. */
  demand: (demand: Demand): Line => {
    const { count, from, also = [] } = demand;
    if (from.length === 0) return say`${people(count)}`;
    const asked = isEverybody(demand)
      ? listed(from, 'and')
      : say`any ${count} of ${listed(from, 'or')}`;
    return also.length === 0 ? asked : say`${asked} (or ${listed(also, 'or')}, asked as well)`;
  },
  sideBySide: (demands: readonly Line[]): Line => listed(demands, 'and'),
  inSequence: (stages: readonly Line[]): Line => joinedBy(stages, ', then '),
  added: (whom: readonly Line[]): Line => say`${listed(whom, 'and')} (added by the requester)`,
  people: (whom: readonly Inline[]): Line => listed(whom, 'and'),
  members: (of: Inline, whom: readonly Inline[]): Line => say`${of} (${joinedBy(whom, ', ')})`,
};

type Piece = Line | Inline;

function listed(pieces: readonly Piece[], last: 'and' | 'or'): Line {
  const [end = ''] = pieces.slice(-1);
  if (pieces.length < 2) return say`${end}`;
  return say`${joinedBy(pieces.slice(0, -1), ', ')} ${last} ${end}`;
}

const joinedBy = (pieces: readonly Piece[], between: string): Line =>
  pieces.reduce<Line>(
    (all, piece, at) => (at === 0 ? say`${piece}` : say`${all}${between}${piece}`),
    [],
  );
