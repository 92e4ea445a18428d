/** Slack's rules for interactive elements: buttons, selects, pickers and inputs. */

import {
  checkCount,
  checkOptionalString,
  checkString,
  checkText,
  type Faults,
  fault,
  onlyKeys,
  required,
} from './block-fault.ts';
import { isObject, type Json, type JsonObject, wordAt } from './json.ts';

const SELECTS = ['static', 'external', 'users', 'conversations', 'channels'];
const PICKERS = ['datepicker', 'timepicker', 'datetimepicker'];
const CHOICES = ['radio_buttons', 'checkboxes'];
const ALL_SELECTS = SELECTS.flatMap((kind) => [`${kind}_select`, `multi_${kind}_select`]);
const TYPED = ['plain_text', 'email_text', 'url_text', 'number', 'rich_text', 'file'];

const CLICKED = [...ALL_SELECTS, ...PICKERS, ...CHOICES, 'button', 'overflow', 'workflow_button'];

/** Which elements may stand where. */
export const ALLOWED = {
  actions: [...CLICKED, 'icon_button', 'feedback_buttons'],
  accessory: [...CLICKED, 'image'],
  input: [...ALL_SELECTS, ...PICKERS, ...CHOICES, ...TYPED.map((kind) => `${kind}_input`)],
} as const;

const BUTTON_KEYS = [
  'type',
  'text',
  'action_id',
  'url',
  'value',
  'style',
  'confirm',
  'accessibility_label',
];

export function checkElement(
  faults: Faults,
  value: Json | undefined,
  at: string,
  allowed: readonly string[],
): void {
  if (!isObject(value)) return fault(faults, at, 'must provide an object');
  const type = wordAt(value, 'type');
  if (!allowed.includes(type)) return fault(faults, `${at}/type`, `unsupported type: ${type}`);
  if (value['action_id'] !== undefined) {
    checkString(faults, value['action_id'], `${at}/action_id`, { min: 1, max: 255 });
  }
  if (value['confirm'] !== undefined) checkConfirm(faults, value['confirm'], `${at}/confirm`);
  if (value['placeholder'] !== undefined) {
    checkText(faults, value['placeholder'], `${at}/placeholder`, { max: 150, plain: true });
  }
  if (type === 'button') checkButton(faults, value, at);
  else if (type === 'image') checkImage(faults, value, at);
  else if (type === 'overflow') checkOptions(faults, value, at, 5);
  else if (CHOICES.includes(type)) checkOptions(faults, value, at, 10);
  else if (type.endsWith('static_select')) checkStaticSelect(faults, value, at);
  else if (type === 'datetimepicker') checkInstant(faults, value, at);
  else if (type === 'plain_text_input') checkPlainInput(faults, value, at);
}

function checkButton(faults: Faults, button: JsonObject, at: string): void {
  onlyKeys(faults, button, at, BUTTON_KEYS);
  checkText(faults, button['text'], `${at}/text`, { max: 75, plain: true });
  checkOptionalString(faults, button, 'value', at, 2000);
  checkOptionalString(faults, button, 'url', at, 3000);
  const style = button['style'];
  if (style !== undefined && style !== 'primary' && style !== 'danger') {
    fault(faults, `${at}/style`, 'must be one of: primary, danger');
  }
}

export function checkImage(faults: Faults, image: JsonObject, at: string): void {
  if (image['slack_file'] === undefined && required(faults, image, at, 'image_url')) {
    checkString(faults, image['image_url'], `${at}/image_url`, { min: 1, max: 3000 });
  }
  if (required(faults, image, at, 'alt_text')) {
    checkString(faults, image['alt_text'], `${at}/alt_text`, { min: 1, max: 2000 });
  }
}

function checkConfirm(faults: Faults, value: Json, at: string): void {
  if (!isObject(value)) return fault(faults, at, 'must provide an object');
  checkText(faults, value['title'], `${at}/title`, { max: 100, plain: true });
  checkText(faults, value['text'], `${at}/text`, { max: 300 });
  for (const key of ['confirm', 'deny']) {
    checkText(faults, value[key], `${at}/${key}`, { max: 30, plain: true });
  }
}

function checkStaticSelect(faults: Faults, select: JsonObject, at: string): void {
  const groups = select['option_groups'];
  if (groups === undefined) checkOptions(faults, select, at, 100);
  else if (checkCount(faults, groups, `${at}/option_groups`, { max: 100 })) {
    for (const [index, group] of groups.entries()) {
      const here = `${at}/option_groups/${index}`;
      if (!isObject(group)) fault(faults, here, 'must provide an object');
      else {
        checkText(faults, group['label'], `${here}/label`, { max: 75, plain: true });
        checkOptions(faults, group, here, 100);
      }
    }
  }
  const initial = select['initial_option'];
  const offered = optionsOf(select).map((option) => JSON.stringify(option));
  if (initial !== undefined && !offered.includes(JSON.stringify(initial))) {
    fault(faults, `${at}/initial_option`, 'initial_option must match one of the options');
  }
}

/** Options of a static select, groups flattened. */
export function optionsOf(select: JsonObject): readonly JsonObject[] {
  const groups = Array.isArray(select['option_groups']) ? select['option_groups'] : [];
  const lists = [select['options'], ...groups.filter(isObject).map((group) => group['options'])];
  return lists.flatMap((list) => (Array.isArray(list) ? list.filter(isObject) : []));
}

export function checkOptions(faults: Faults, owner: JsonObject, at: string, max: number): void {
  const options = owner['options'];
  if (!checkCount(faults, options, `${at}/options`, { max })) return;
  for (const [index, option] of options.entries()) {
    const here = `${at}/options/${index}`;
    if (!isObject(option)) {
      fault(faults, here, 'must provide an object');
      continue;
    }
    onlyKeys(faults, option, here, ['text', 'value', 'description', 'url']);
    const marked = CHOICES.includes(wordAt(owner, 'type'));
    checkText(faults, option['text'], `${here}/text`, { max: 75, plain: !marked });
    checkString(faults, option['value'], `${here}/value`, { max: 150 });
    if (option['description'] !== undefined) {
      checkText(faults, option['description'], `${here}/description`, { max: 75, plain: !marked });
    }
  }
}

function checkInstant(faults: Faults, picker: JsonObject, at: string): void {
  const initial = picker['initial_date_time'];
  const isSeconds = Number.isInteger(initial) && JSON.stringify(initial).length === 10;
  if (initial !== undefined && !isSeconds) {
    fault(faults, `${at}/initial_date_time`, 'must be a unix timestamp of 10 digits');
  }
}

function checkPlainInput(faults: Faults, input: JsonObject, at: string): void {
  for (const key of ['min_length', 'max_length']) {
    const value = input[key];
    const fits = typeof value === 'number' && value >= 0 && value <= 3000;
    if (value !== undefined && !fits) fault(faults, `${at}/${key}`, 'must be between 0 and 3000');
  }
  checkOptionalString(faults, input, 'initial_value', at, Number(input['max_length'] ?? 3000));
}
