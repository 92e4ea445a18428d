/** Draws Slack's blocks as Slack does, as far as the bot uses them. */

import { el } from './dom.js';

/** @param at what a button needs: `press(action_id)`, names of people, the zone of the reader. */
export const drawBlocks = (blocks, at) => blocks.map((block) => drawBlock(block, at));

function drawBlock(block, at) {
  switch (block.type) {
    case 'header':
      return el('h3', {}, block.text.text);
    case 'divider':
      return el('hr');
    case 'section':
      return el(
        'div',
        { class: 'section' },
        block.text ? el('p', {}, block.text.text) : undefined,
        (block.fields ?? []).map((field) => el('p', {}, field.text)),
      );
    case 'context':
      return el(
        'p',
        { class: 'context' },
        block.elements.map((one) => one.text ?? ''),
      );
    case 'rich_text':
      return el(
        'div',
        { class: 'rich' },
        block.elements.map((one) => drawRich(one, at)),
      );
    case 'actions':
      return el(
        'div',
        { class: 'actions' },
        block.elements.map((one) => drawButton(one, at)),
      );
    default:
      return el('p', {}, block.text?.text ?? '');
  }
}

function drawRich(element, at) {
  const inner = () => element.elements.map((one) => drawInline(one, at));
  if (element.type === 'rich_text_quote') return el('blockquote', {}, inner());
  if (element.type === 'rich_text_preformatted') return el('pre', {}, inner());
  if (element.type === 'rich_text_list') {
    return el(
      'ul',
      {},
      element.elements.map((one) => el('li', {}, drawRich(one, at))),
    );
  }
  return el('p', {}, inner());
}

function drawInline(one, at) {
  switch (one.type) {
    case 'user':
      return el('span', { class: 'mention' }, `@${at.names[one.user_id] ?? one.user_id}`);
    case 'usergroup':
      return el('span', { class: 'mention' }, `@${one.usergroup_id}`);
    case 'channel':
      return el(
        'span',
        { class: 'mention' },
        `#${at.channels?.[one.channel_id] ?? one.channel_id}`,
      );
    case 'link':
      return el(
        'a',
        { href: safe(one.url), rel: 'noreferrer', target: '_blank' },
        one.text ?? one.url,
      );
    case 'date':
      return el('time', {}, dateText(one, at));
    default: {
      const { bold, code, italic } = one.style ?? {};
      const text = one.text ?? '';
      if (code) return el('code', {}, text);
      if (bold) return el('b', {}, text);
      return italic ? el('i', {}, text) : text;
    }
  }
}

const safe = (url) => (url.startsWith('https://') ? url : '#');

/** As Slack shows it: in the zone of the one who reads. */
function dateText({ timestamp, format }, { locale, zone }) {
  const at = new Date(timestamp * 1000);
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone };
  const words = (options) => at.toLocaleTimeString(locale === 'ja' ? 'ja-JP' : 'en-GB', options);
  const day = at.toLocaleDateString(locale === 'ja' ? 'ja-JP' : 'en-GB', {
    month: 'short',
    day: 'numeric',
    timeZone: zone,
  });
  return format
    .replace('{time_secs}', words({ ...time, second: '2-digit' }))
    .replace('{time}', words(time))
    .replace('{date_short_pretty}', day);
}

function drawButton(button, at) {
  const kind = button.style ?? 'plain';
  return el(
    'button',
    {
      class: `button ${kind}`,
      type: 'button',
      'data-key': `${at.key}/${button.action_id}`,
      onclick: () => at.press(button.action_id),
    },
    button.text.text,
  );
}
