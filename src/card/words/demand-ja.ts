/** Japanese: whose approvals are demanded, on cards and in thread lines. */

import type { Inline, Line } from '../card.ts';
import { isEverybody } from '../demand.ts';
import { say } from '../line.ts';
import type { demandEn } from './demand-en.ts';

export const demandJa: typeof demandEn = {
  demand: (demand) => {
    const { count, from, also = [] } = demand;
    if (from.length === 0) return say`${count}名`;
    const all = joinedBy(from, '・');
    const asked = isEverybody(demand) ? all : say`${all} のうち${count}名`;
    return also.length === 0 ? asked : say`${asked}（${joinedBy(also, '・')} も承認可、依頼済み）`;
  },
  sideBySide: (demands) => {
    const before = joinedBy(demands.slice(0, -1), '、');
    const [last = []] = demands.slice(-1);
    return demands.length < 2 ? last : say`${before}、および ${last}`;
  },
  inSequence: (stages) => joinedBy(stages, '、続いて '),
  added: (whom) => say`${joinedBy(whom, '・')}（申請者が追加）`,
  people: (whom) => joinedBy(whom, '・'),
  members: (of, whom) => say`${of}（${joinedBy(whom, '、')}）`,
};

const joinedBy = (pieces: readonly (Line | Inline)[], between: string): Line =>
  pieces.reduce<Line>(
    (all, piece, at) => (at === 0 ? say`${piece}` : say`${all}${between}${piece}`),
    [],
  );
