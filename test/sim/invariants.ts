/** Which invariants the simulator watches, and which it cannot see from here. */

import { ANY_RULES, CASE_RULES, HOLDING_RULES } from './oracle-commit.ts';
import { WRITE_RULES } from './oracle-groups.ts';
import { VOTE_RULES } from './oracle-votes.ts';

interface Said {
  readonly id: string;
  readonly says: string;
}

/** Those that are looked at all the time, or at the end, rather than at one commit or call. */
const LASTING: readonly Said[] = [
  {
    id: 'I1',
    says: 'What is usable is on record, and ends in AWS by itself when the record says.',
  },
  { id: 'I2', says: 'What is decided at AWS by our hand was decided so here before.' },
  {
    id: 'I2',
    says: 'What is asked, refused and granted under a policy is as a second evaluator has it.',
  },
  { id: 'I2', says: 'Nothing begins while a calendar holds it, and no quota is overdrawn.' },
  { id: 'I2', says: 'Nobody breaks a glass again, unless somebody said that it was right before.' },
  { id: 'I5', says: 'What was filed at AWS is carried, or left with a word to the operators.' },
  { id: 'I5', says: 'After all has healed, every request comes to its end.' },
  { id: 'I6', says: 'What was owed to thread and card stands there in the end.' },
  { id: 'I6', says: 'In the end each card shows where its case stands, to whoever looks at it.' },
  {
    id: 'I8',
    says: 'Whoever holds something is looked at every minute: what a hand changed there is seen.',
  },
  { id: 'I8', says: 'In the end nothing stands at AWS that no grant wants.' },
  { id: 'I8', says: 'In the end nothing waits at AWS that is over here.' },
  { id: 'I8', says: 'What runbooks gave is gone when it is said to be, and work is over.' },
  {
    id: 'I8',
    says: 'Sessions that are ended by name are over when it is said, also of a user who is gone.',
  },
  { id: 'I9', says: 'Who has access on record has it at AWS.' },
  { id: 'I9', says: 'What runbooks gave is there when it is said to be.' },
  {
    id: 'I10',
    says: 'A membership by another hand, and a session by other rights, is there in the end.',
  },
  { id: 'I16', says: 'What is over is over at AWS within a minute, while all is well.' },
  {
    id: 'I18',
    says: 'The dead and the restarted are made up for within three minutes (with I16).',
  },
  { id: 'I13', says: 'Clicks given twice decide what they decide given once (two runs compared).' },
  { id: 'I14', says: 'Writes made twice leave what they leave made once (two runs compared).' },
  {
    id: 'I14',
    says: 'What was asked or clicked once is there once, by whatever account or replica.',
  },
  { id: 'I14', says: 'A runbook is started once for each token, and work once for each ask.' },
  { id: 'I17', says: 'A secret in an error gets into no card, no line, no record.' },
  { id: 'I19', says: 'Records of each release so far are decided as they were then (--skew).' },
  {
    id: 'I20',
    says: 'A store set back gives nothing until it is confirmed; what it forgot ends (--skew).',
  },
  { id: 'I21', says: 'A verdict is on record only if that person clicked on that very drawing.' },
  { id: 'I21', says: 'A look at a card changes nothing, and is answered with the card as it is.' },
  { id: 'I24', says: 'An end that is not proved is told to the operators, whatever AWS does.' },
];

export const WATCHED: readonly Said[] = [
  ...ANY_RULES,
  ...CASE_RULES,
  ...HOLDING_RULES,
  ...WRITE_RULES,
  ...VOTE_RULES,
  ...LASTING,
].map(({ id, says }) => ({ id, says }));

export const UNSEEN: readonly Said[] = [
  { id: 'I23', says: 'No IAM is evaluated here; the AWS stand-in does that.' },
];
