/** Reads what was drawn the way Teams would: the validator of cards, and what markup is found. */

import { createRequire } from 'node:module';
import { LIMIT } from '../../../adapters/teams/render-limits.ts';
import type {
  Activity,
  AdaptiveCard,
  Mention,
  TextBlock,
  TextRun,
} from '../../../adapters/teams/render-types.ts';

interface Validated {
  readonly validationEvents: readonly { readonly message: string }[];
}
interface Parsing {
  readonly eventCount: number;
  getEventAt(at: number): { readonly message: string };
}
interface Library {
  readonly HostConfig: new (config: object) => object;
  readonly AdaptiveCard: new () => {
    hostConfig: object;
    parse(card: unknown, context: Parsing): void;
    validateProperties(): Validated;
  };
  readonly SerializationContext: new () => Parsing;
}
const library = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as Library;

/** What the library that draws in Teams says against a card. */
export function faultsOf(card: AdaptiveCard): readonly string[] {
  const context = new library.SerializationContext();
  const parsed = new library.AdaptiveCard();
  parsed.hostConfig = new library.HostConfig({ actions: { maxActions: LIMIT.buttons } });
  parsed.parse(JSON.parse(JSON.stringify(card)), context);
  const events = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at));
  return [...events, ...parsed.validateProperties().validationEvents].map(({ message }) => message);
}

export function cardIn(activity: Activity): AdaptiveCard {
  const [attachment] = activity.attachments ?? [];
  if (!attachment) throw new Error('There is no card in it.');
  return attachment.content;
}

interface Node {
  readonly type?: unknown;
  readonly [key: string]: unknown;
}

export function* nodesOf(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Node;
  for (const inner of Object.values(value)) yield* nodesOf(inner);
}

export const ofType = <T extends { readonly type: string }>(drawn: unknown, type: T['type']): T[] =>
  [...nodesOf(drawn)].filter((node) => node.type === type) as unknown as T[];

export const runsIn = (drawn: unknown): string =>
  ofType<TextRun>(drawn, 'TextRun')
    .map(({ text }) => text)
    .join('');

/** In a run, clients look for functions and tags only. */
const CALL = /\{\{\s*(?:DATE|TIME)|<\s*\/?\s*at\b|\$\{/i;
const FUNCTION = /\{\{(?:DATE\([\dT:Z-]+,SHORT\)|TIME\([\dT:Z-]+\))\}\}/g;
const LINK = /\[((?:\\.|[^\\[\]])*)\]\((https:\/\/[^\s()]*)\)/g;
const BOLD = /\*\*([\p{L}\p{N}](?:(?:\\.|[^\\*\n])*[\p{L}\p{N}])?)\*\*/gu;
const ESCAPE = /\\[!-/:-@[-`{-~]|&(?:amp|lt|gt);/g;
/** What is left after all that we write ourselves must be letters and harmless signs. */
const MARKUP = /[\\`*[\]<>~&]|\{\{|\$\{|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u;
const LINE_START = /^[^\S\n]*(?:[-+#=]|\d+[.)])|^[^\S\n]{4}/m;

/** Markup in the text of a TextBlock that is not ours; undefined when there is none. */
export function foundInBlock({ text }: TextBlock, mentions: readonly Mention[]) {
  const tags = mentions.reduce((rest, mention) => rest.replaceAll(mention.text, 'x'), text);
  const shown = tags
    .replace(FUNCTION, 'x')
    .replace(ESCAPE, 'x')
    // Behind its bracket no label begins a line.
    .replace(LINK, 'x$1')
    .replace(BOLD, '$1');
  return (MARKUP.exec(shown) ?? LINE_START.exec(shown))?.[0];
}

/** Whatever Teams would read as more than letters, and that we did not write. */
export function markupIn(card: AdaptiveCard): readonly string[] {
  const mentions = card.msteams?.entities ?? [];
  const runs = ofType<TextRun>(card, 'TextRun').flatMap(({ text }) => CALL.exec(text)?.[0] ?? []);
  const blocks = ofType<TextBlock>(card, 'TextBlock').flatMap(
    (block) => foundInBlock(block, mentions) ?? [],
  );
  const labels = [...nodesOf(card)]
    .flatMap(({ label, title, placeholder }) => [label, title, placeholder])
    .filter((words) => typeof words === 'string' && words.includes('{{'));
  return [...runs, ...blocks, ...labels.map(String)];
}
