/** Slack's rules for blocks, by which a message, a modal or a Home tab is taken or refused. */

import {
  checkCount,
  checkString,
  checkText,
  type Faults,
  fault,
  onlyKeys,
  required,
} from './block-fault.ts';
import { ALLOWED, checkElement, checkImage } from './element-limits.ts';
import { isObject, type Json, type JsonObject, wordAt } from './json.ts';

type Check = (faults: Faults, block: JsonObject, at: string) => void;
const taken: Check = () => {};

const CHECKS: Readonly<Record<string, Check>> = {
  section: checkSection,
  header: (faults, block, at) => {
    onlyKeys(faults, block, at, ['type', 'block_id', 'text', 'level']);
    checkText(faults, block['text'], `${at}/text`, { max: 150, plain: true });
  },
  divider: (faults, block, at) => onlyKeys(faults, block, at, ['type', 'block_id']),
  context: checkContext,
  actions: checkActions,
  input: checkInput,
  image: checkImage,
  markdown: (faults, block, at) =>
    checkString(faults, block['text'], `${at}/text`, { min: 1, max: 12_000 }),
  rich_text: (faults, block, at) => {
    checkCount(faults, block['elements'], `${at}/elements`, { max: 1000 });
  },
  table: checkTable,
  // Newer blocks, whose rules nobody here leans on: known by name, taken as they are.
  alert: taken,
  card: taken,
  carousel: taken,
  container: taken,
  context_actions: taken,
  data_table: taken,
  file: taken,
  plan: taken,
  task_card: taken,
  video: taken,
};

export type Place = 'message' | 'modal' | 'home';

/** Every fault in these blocks, as Slack would list them; empty when they are fine. */
export function checkBlocks(value: Json | undefined, place: Place, at: string): Faults {
  const faults: Faults = [];
  const max = place === 'message' ? 50 : 100;
  if (!checkCount(faults, value, at, { min: 0, max })) return faults;
  for (const [index, block] of value.entries()) {
    checkBlock(faults, block, `${at}/${index}`, place);
  }
  checkUniqueIds(faults, value.filter(isObject), at);
  return faults;
}

function checkBlock(faults: Faults, block: Json, at: string, place: Place): void {
  if (!isObject(block)) return fault(faults, at, 'must provide an object');
  if (!required(faults, block, at, 'type')) return;
  const type = wordAt(block, 'type');
  const check = CHECKS[type];
  if (check === undefined) return fault(faults, `${at}/type`, `unsupported type: ${type}`);
  if (type === 'markdown' && place !== 'message') {
    return fault(faults, `${at}/type`, `unsupported type: ${type}`);
  }
  if (block['block_id'] !== undefined) {
    checkString(faults, block['block_id'], `${at}/block_id`, { min: 1, max: 255 });
  }
  check(faults, block, at);
}

function checkSection(faults: Faults, block: JsonObject, at: string): void {
  const known = ['type', 'block_id', 'text', 'fields', 'accessory', 'expand'];
  onlyKeys(faults, block, at, known);
  const { text, fields, accessory } = block;
  if (text === undefined && fields === undefined) required(faults, block, at, 'text');
  if (text !== undefined) checkText(faults, text, `${at}/text`, { max: 3000 });
  if (fields !== undefined && checkCount(faults, fields, `${at}/fields`, { max: 10 })) {
    for (const [index, field] of fields.entries()) {
      checkText(faults, field, `${at}/fields/${index}`, { max: 2000 });
    }
  }
  if (accessory !== undefined) {
    checkElement(faults, accessory, `${at}/accessory`, ALLOWED.accessory);
  }
}

function checkContext(faults: Faults, block: JsonObject, at: string): void {
  onlyKeys(faults, block, at, ['type', 'block_id', 'elements']);
  const elements = block['elements'];
  if (!checkCount(faults, elements, `${at}/elements`, { max: 10 })) return;
  for (const [index, element] of elements.entries()) {
    const here = `${at}/elements/${index}`;
    if (isObject(element) && element['type'] === 'image') checkImage(faults, element, here);
    else checkText(faults, element, here, { max: 3000 });
  }
}

function checkActions(faults: Faults, block: JsonObject, at: string): void {
  onlyKeys(faults, block, at, ['type', 'block_id', 'elements']);
  const elements = block['elements'];
  if (!checkCount(faults, elements, `${at}/elements`, { max: 25 })) return;
  const seen = new Set<string>();
  for (const [index, element] of elements.entries()) {
    const here = `${at}/elements/${index}`;
    checkElement(faults, element, here, ALLOWED.actions);
    const id = isObject(element) ? element['action_id'] : undefined;
    if (typeof id !== 'string') continue;
    if (seen.has(id)) fault(faults, `${here}/action_id`, `\`action_id\` "${id}" already exists`);
    seen.add(id);
  }
}

function checkInput(faults: Faults, block: JsonObject, at: string): void {
  const known = ['type', 'block_id', 'label', 'element', 'hint', 'optional', 'dispatch_action'];
  onlyKeys(faults, block, at, known);
  checkText(faults, block['label'], `${at}/label`, { max: 2000, plain: true });
  if (block['hint'] !== undefined) {
    checkText(faults, block['hint'], `${at}/hint`, { max: 2000, plain: true });
  }
  checkElement(faults, block['element'], `${at}/element`, ALLOWED.input);
}

function checkTable(faults: Faults, block: JsonObject, at: string): void {
  const rows = block['rows'];
  if (!checkCount(faults, rows, `${at}/rows`, { max: 100 })) return;
  for (const [index, row] of rows.entries()) {
    checkCount(faults, row, `${at}/rows/${index}`, { max: 20 });
  }
}

function checkUniqueIds(faults: Faults, blocks: readonly JsonObject[], at: string): void {
  const seen = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    const id = block['block_id'];
    if (typeof id !== 'string') continue;
    if (seen.has(id)) fault(faults, `${at}/${index}/block_id`, '`block_id` already exists');
    seen.add(id);
  }
}

/** Characters of all markdown blocks together, which Slack limits to 12,000 a message. */
export const markdownLength = (blocks: readonly JsonObject[]): number =>
  blocks
    .filter((block) => block['type'] === 'markdown')
    .reduce((sum, block) => sum + wordAt(block, 'text').length, 0);

/** Slack names every block and element that came without an id. */
export function withIds(
  blocks: readonly JsonObject[],
  nextId: () => string,
): readonly JsonObject[] {
  const named = (element: Json | undefined): Json | undefined =>
    isObject(element) && isInteractive(element) && element['action_id'] === undefined
      ? { ...element, action_id: nextId() }
      : element;
  return blocks.map((block) => {
    const { elements, accessory, element } = block;
    const isList = block['type'] === 'actions' && Array.isArray(elements);
    return {
      ...block,
      block_id: block['block_id'] ?? nextId(),
      ...(isList ? { elements: elements.map((each: Json) => named(each) ?? each) } : {}),
      ...(accessory === undefined ? {} : { accessory: named(accessory) ?? accessory }),
      ...(element === undefined ? {} : { element: named(element) ?? element }),
    };
  });
}

const isInteractive = (element: JsonObject) =>
  ALLOWED.actions.includes(wordAt(element, 'type')) ||
  ALLOWED.input.includes(wordAt(element, 'type'));
