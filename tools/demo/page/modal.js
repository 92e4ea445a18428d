/** The modal over the workspace: fields as Slack draws them, what was typed kept. */

import { drawBlocks } from './blocks.js';
import { el } from './dom.js';

export function drawModal(page) {
  const view = page.picture.modals[page.me.id];
  if (!view) return undefined;
  const { title, submit, close } = view.definition;
  return el(
    'form',
    {
      class: 'modal',
      role: 'dialog',
      'aria-modal': 'true',
      'aria-label': title?.text,
      onsubmit: (event) => {
        event.preventDefault();
        page.act({ do: 'submit', values: page.typed });
      },
    },
    el('header', {}, el('h2', {}, title?.text ?? ''), closeButton(page, '✕')),
    el(
      'div',
      { class: 'fields', 'data-scroll': 'fields' },
      view.blocks.map((block) => drawField(block, view, page)),
    ),
    el(
      'footer',
      {},
      closeButton(page, close?.text ?? page.words.close),
      submit
        ? el(
            'button',
            { class: 'button primary', type: 'submit', 'data-key': 'submit' },
            submit.text,
          )
        : undefined,
    ),
  );
}

const closeButton = (page, label) =>
  el(
    'button',
    { class: 'button plain', type: 'button', onclick: () => page.act({ do: 'close' }) },
    label,
  );

function drawField(block, view, page) {
  const at = { names: page.picture.names, locale: page.locale, zone: 'Asia/Tokyo', key: view.id };
  if (block.type !== 'input') {
    const { press } = page;
    return el('div', { class: 'note' }, drawBlocks([block], { ...at, press }));
  }
  const { element } = block;
  const error = view.errors[block.block_id];
  const id = `field-${block.block_id}`;
  return el(
    'div',
    { class: error ? 'field wrong' : 'field' },
    el(
      'label',
      { for: id },
      block.label.text,
      block.optional ? el('small', {}, ` ${page.words.optional}`) : '',
    ),
    drawn(element)(element, id, view, block, page),
    error ? el('p', { class: 'error', role: 'alert' }, error) : undefined,
    block.hint ? el('p', { class: 'under' }, block.hint.text) : undefined,
  );
}

function drawn({ type }) {
  if (type === 'multi_users_select') return people;
  return type.includes('select') ? select : text;
}

function valueOf(element, view, block, page) {
  const typed = page.typed[element.action_id];
  if (typed !== undefined) return typed;
  const kept = view.typed[block.block_id]?.[element.action_id];
  return (
    kept?.value ??
    kept?.selected_option?.value ??
    element.initial_value ??
    element.initial_option?.value ??
    ''
  );
}

function text(element, id, view, block, page) {
  const attributes = {
    id,
    'data-key': id,
    placeholder: element.placeholder?.text ?? '',
    maxlength: element.max_length,
    oninput: (event) => {
      page.typed[element.action_id] = event.target.value;
    },
  };
  const value = valueOf(element, view, block, page);
  if (!element.multiline) return el('input', { ...attributes, value, autocomplete: 'off' });
  const area = el('textarea', { ...attributes, rows: '3' });
  area.value = value;
  return area;
}

function select(element, id, view, block, page) {
  const value = valueOf(element, view, block, page);
  const options = element.options ?? (element.initial_option ? [element.initial_option] : []);
  return el(
    'select',
    {
      id,
      'data-key': id,
      onchange: (event) => {
        page.act({ do: 'choose', field: element.action_id, value: event.target.value });
      },
    },
    value ? undefined : el('option', { value: '' }, element.placeholder?.text ?? ''),
    options.map((one) =>
      el('option', { value: one.value, selected: one.value === value }, one.text.text),
    ),
  );
}

/** Everybody in the workspace, as Slack offers them; whom the bot does not want, it refuses. */
function people(element, id, view, block, page) {
  const kept = view.typed[block.block_id]?.[element.action_id]?.selected_users;
  const chosen = page.typed[element.action_id] ?? kept ?? element.initial_users ?? [];
  return el(
    'select',
    {
      id,
      'data-key': id,
      multiple: true,
      size: String(Math.min(6, page.picture.people.length)),
      onchange: (event) => {
        page.typed[element.action_id] = [...event.target.selectedOptions].map((one) => one.value);
      },
    },
    page.picture.people.map((one) =>
      el('option', { value: one.id, selected: chosen.includes(one.id) }, one.name),
    ),
  );
}
