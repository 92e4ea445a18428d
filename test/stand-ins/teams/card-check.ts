/** Whether Teams would take an Adaptive Card: its version, its elements, its inputs. */

import { createRequire } from 'node:module';
import { type JsonObject, listAt, objectAt, stringAt, wordAt } from '../slack/json.ts';

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';
const MOST_REFRESHED = 60;
const NEWEST = [1, 5] as const;

interface Found {
  readonly event: number;
  readonly message: string;
  readonly source?: { toJSON(): unknown };
}
interface Library {
  readonly ValidationEvent: { readonly CollectionCantBeEmpty: number };
  readonly AdaptiveCard: new () => {
    parse(json: JsonObject, context: Context): void;
    validateProperties(): { readonly validationEvents: readonly Found[] };
  };
  readonly SerializationContext: new () => Context;
}
interface Context {
  readonly eventCount: number;
  getEventAt(index: number): Found;
}

// The package cannot be imported by its name under Node; its bundle can be required.
const library = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as Library;

/** What Teams would say against the card. Empty: it is taken. */
export function cardFaults(card: JsonObject): readonly string[] {
  return [...headFaults(card), ...refreshFaults(card), ...bodyFaults(card)];
}

/** Faults of all cards among attachments. */
export const attachmentFaults = (attachments: readonly JsonObject[]): readonly string[] =>
  attachments.flatMap((one) => {
    const type = wordAt(one, 'contentType');
    if (type === CARD_TYPE) return cardFaults(objectAt(one, 'content'));
    return type === '' ? ['An attachment names no content type.'] : [];
  });

export const cardsIn = (attachments: readonly JsonObject[]): readonly JsonObject[] =>
  attachments
    .filter((one) => wordAt(one, 'contentType') === CARD_TYPE)
    .map((one) => objectAt(one, 'content'));

function headFaults(card: JsonObject): readonly string[] {
  if (card['type'] !== 'AdaptiveCard') return ['The card is no AdaptiveCard.'];
  const found = /^(\d+)\.(\d+)$/.exec(wordAt(card, 'version'));
  if (found === null) return ['The card names no version.'];
  const [major, minor] = [Number(found[1]), Number(found[2])];
  const isNewer = major > NEWEST[0] || (major === NEWEST[0] && minor > NEWEST[1]);
  return isNewer ? [`Version ${found[0]} is newer than ${NEWEST.join('.')}.`] : [];
}

function refreshFaults(card: JsonObject): readonly string[] {
  if (card['refresh'] === undefined) return [];
  const refresh = objectAt(card, 'refresh');
  const users = refresh['userIds'];
  const faults: string[] = [];
  if (stringAt(refresh['action'], 'type') !== 'Action.Execute') {
    faults.push('The action of refresh is no Action.Execute.');
  }
  if (Array.isArray(users) && users.length > MOST_REFRESHED) {
    faults.push(`refresh.userIds has ${users.length} entries of ${MOST_REFRESHED}.`);
  }
  return faults;
}

function bodyFaults(json: JsonObject): readonly string[] {
  const card = new library.AdaptiveCard();
  const context = new library.SerializationContext();
  card.parse(structuredClone(json), context);
  const parsed = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at));
  return [...parsed, ...card.validateProperties().validationEvents]
    .filter((found) => !isSearched(found))
    .map((found) => found.message);
}

/** Choices that are searched for need not be there at first. */
function isSearched({ event, source }: Found): boolean {
  if (event !== library.ValidationEvent.CollectionCantBeEmpty) return false;
  const element = source?.toJSON();
  return wordAt(objectAt(element, 'choices.data'), 'type') === 'Data.Query';
}

/** Every element and action of a card, those inside others included, in reading order. */
export function everyPart(value: JsonObject): readonly JsonObject[] {
  const inside = ['body', 'items', 'columns', 'rows', 'cells', 'inlines', 'actions'];
  const below = inside.flatMap((key) => listAt(value, key));
  const single = ['card', 'selectAction', 'inlineAction']
    .map((key) => objectAt(value, key))
    .filter((one) => one['type'] !== undefined);
  return [value, ...[...below, ...single].flatMap(everyPart)];
}
