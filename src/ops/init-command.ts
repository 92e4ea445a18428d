/** `prod-access init`: looks around at AWS, asks a few questions, writes a first configuration. */

import type { ParsedConfig } from '../config/parse.ts';
import { problemLine } from '../config/problem.ts';
import type { Found } from '../ports/discovery.ts';
import { EXIT } from './command-table.ts';
import type { Answers, Members, Read } from './init-answers.ts';
import { initText } from './init-file.ts';
import { foundLines, offerLines } from './init-lines.ts';
import { type Offer, offersOf } from './init-offers.ts';
import { type Question, questionsOf } from './init-questions.ts';
import type { Terminal } from './terminal.ts';

/** Answers that were given as options. */
export interface Given {
  readonly team?: string;
  readonly channel?: string;
  readonly approvers?: string;
  readonly requesters?: string;
  readonly choose?: string;
  readonly force?: boolean;
}

export interface InitWorld {
  readonly file: string;
  readonly isThere: boolean;
  readonly discover: () => Promise<Found>;
  /** Undefined where nobody sits at a terminal. */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly write: (text: string) => Promise<void>;
  readonly parse: (text: string, file: string) => ParsedConfig;
  readonly installation: string;
  readonly language: string;
  readonly zone: string;
}

export async function init(world: InitWorld, given: Given, terminal: Terminal): Promise<number> {
  const { file } = world;
  if (world.isThere && !given.force) {
    terminal.complain(`${file} is there already. Name another with --config, or say --force.`);
    return EXIT.config;
  }
  const found = await world.discover();
  terminal.say(foundLines(found).join('\n'));
  const offers = offersOf(found);
  if (offers.length === 0) {
    terminal.complain(NOTHING);
    return EXIT.failed;
  }
  terminal.say(['', 'What people could ask for:', ...offerLines(offers), ''].join('\n'));
  const answers = await answersOf(world, given, { found, offers }, terminal);
  if (!answers) return EXIT.usage;
  const { installation, language, zone } = world;
  const text = initText({ found, answers, installation, language, zone });
  const parsed = world.parse(text, file);
  if (!parsed.ok) {
    const why = parsed.problems.map(problemLine).join('\n');
    terminal.complain(`Nothing was written, since it would not be sound:\n${why}`);
    return EXIT.failed;
  }
  await world.write(text);
  const next = 'Read it, then: npx prod-access check; npx prod-access doctor.';
  terminal.say(`${file} is written: ${answers.chosen.length} entitlements, 1 rule. ${next}`);
  return EXIT.done;
}

const NOTHING =
  'Nothing was written: there is no group or role whose name looks like production (prod, prd, ' +
  'live, breakglass), and no node with a tag such as Env=prod. Begin with a copy of ' +
  'prod-access.example.yml.';

interface About {
  readonly found: Found;
  readonly offers: readonly Offer[];
}

/** Undefined when an answer is missing or wrong and there is nobody to ask again. */
async function answersOf(
  world: InitWorld,
  given: Given,
  { found, offers }: About,
  terminal: Terminal,
): Promise<Answers | undefined> {
  const questions = questionsOf(found, offers, given.team);
  const missing: string[] = [];
  async function answer<T>(question: Question<T>, typed: string | undefined) {
    const read = await answered(world, question, typed, terminal);
    if (!read.ok) missing.push(`--${question.option}: ${read.why}`);
    return read.ok ? read.value : undefined;
  }
  const team = await answer(questions.team, given.team);
  const channel = await answer(questions.channel, given.channel);
  const approvers = await answer(questions.approvers, given.approvers);
  const requesters = await answer<Members>(questions.requesters, given.requesters);
  const chosen = await answer(questions.chosen, given.choose);
  if (missing.length > 0) terminal.complain(missing.join('\n'));
  return team && channel && approvers && requesters && chosen
    ? { team, channel, approvers, requesters, chosen }
    : undefined;
}

/** What was given as an option is asked about no more, right or wrong. */
async function answered<T>(
  { ask }: InitWorld,
  { words, usual, read }: Question<T>,
  given: string | undefined,
  terminal: Terminal,
): Promise<Read<T>> {
  if (given !== undefined) return read(given.trim());
  for (;;) {
    const typed = await ask(`${words}${usual ? ' [Enter: as found]' : ''}: `);
    if (!typed?.trim() && usual) return { ok: true, value: usual };
    const answer = read(typed?.trim() ?? '');
    if (answer.ok || typed === undefined) return answer;
    terminal.say(answer.why);
  }
}
