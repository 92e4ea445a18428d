/** The facts an approver decides by, and an auditor reads afterwards. They stay when it is over. */

import { phaseOf } from '../case-file/case-file.ts';
import { lapseAt } from '../case-file/tick-case.ts';
import { isIdentityStore, isSamePerson } from '../kernel/person.ts';
import { ADDED } from '../policy/stages.ts';
import { accessLine } from './access.ts';
import { reviewFacts } from './break-glass-card.ts';
import { timeLine } from './asked-time.ts';
import type { Fact, Line } from './card.ts';
import type { CaseView, LevelView } from './case-view.ts';
import { byStage, whoInline } from './demand.ts';
import { group, joined, mention, say } from './line.ts';
import { type Words, wordsFor } from './words/words.ts';

export function factsOf(view: CaseView): readonly Fact[] {
  const { file, reader, catalog } = view;
  const words = wordsFor(reader.locale);
  const { card } = words;
  const { requester, beneficiary, holder, targets } = file.request;
  const isOwn = isSamePerson(requester, beneficiary);
  const asker = mention(requester);
  const withUser = isIdentityStore(holder.account) ? card.withCenterUser : card.withUser;
  const held = withUser(mention(beneficiary), holder.user);
  return [
    { name: card.requestedBy, value: isOwn ? withUser(asker, holder.user) : [asker] },
    ...(isOwn ? [] : [{ name: card.heldBy, value: held }]),
    { name: card.access, value: accessLine(targets, catalog, words) },
    ...nodeFacts(view, words),
    { name: card.time, value: timeLine(view) },
    ...decidingFacts(view, words),
    ...answerFacts(view, words),
  ];
}

/** Ids are what counts, and stand under access; people know machines by their names. */
function nodeFacts({ file }: CaseView, { card }: Words): readonly Fact[] {
  const named = Object.entries(file.request.nodeNames ?? {});
  if (named.length === 0) return [];
  const each = named.map(([id, name]) => card.node(name, id));
  return [{ name: card.nodes, value: joined(each, card.comma) }];
}

/** Who decides and until when, while it waits; who did, once it is decided. */
function decidingFacts(view: CaseView, { card }: Words): readonly Fact[] {
  const { file, nowMs } = view;
  if (phaseOf(file) === 'pending') {
    return [
      { name: card.approves, value: approversLine(view, card) },
      { name: card.lapses, value: card.lapsesAt(lapseAt(file), nowMs) },
    ];
  }
  if (file.review) return reviewFacts(view, file.review);
  const { auto } = file.request;
  if (auto) return [{ name: card.approvedBy, value: card.automatic(auto.by) }];
  const approvals = file.reviews.filter(({ verdict }) => verdict === 'approve');
  if (approvals.length === 0) return [];
  const people = approvals.map(({ by }): Line => [mention(by)]);
  return [{ name: card.approvedBy, value: joined(people, card.comma) }];
}

function approversLine({ progress }: CaseView, card: Words['card']): Line {
  const { need, from, levels } = progress;
  if (!levels) return card.demand({ count: need, from: from.map(group) });
  return card.inSequence(byStage(levels).map((stage) => stageLine(stage, card)));
}

function stageLine(stage: readonly LevelView[], card: Words['card']): Line {
  const demands = stage.map(({ need, from, who, escalatedTo = [] }) => {
    const asked = who ? who.map(whoInline) : from.map(group);
    return card.demand({ count: need, from: asked, also: escalatedTo.map(whoInline) });
  });
  const isAdded = stage.every(({ level }) => level === ADDED);
  return isAdded ? card.added(demands) : card.sideBySide(demands);
}

function answerFacts({ file, entitlement, reader }: CaseView, { card }: Words): readonly Fact[] {
  const { ticket, answers } = file.request;
  const facts = Object.entries(answers).map(([id, answer]): Fact => {
    const label = entitlement?.questions.find((question) => question.id === id)?.label;
    return { name: label?.[reader.locale] ?? label?.en ?? id, value: say`${answer}` };
  });
  return [...(ticket ? [{ name: card.ticket, value: say`${ticket}` }] : []), ...facts];
}
