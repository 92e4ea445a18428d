/** The middle: a channel with its messages, a thread beside it, and the line to type in. */

import { drawBlocks } from './blocks.js';
import { el } from './dom.js';

export function drawChat(page) {
  const { picture, me, words } = page;
  const channel = picture.channels.find((one) => one.id === page.channel);
  if (!channel) return [el('p', { class: 'empty' }, words.empty)];
  const roots = channel.messages.filter((one) => !one.threadTs);
  const mine = picture.whispers.filter((one) => one.user === me.id && one.channel === channel.id);
  const rows = [...roots, ...mine.map((one) => ({ ...one, isWhisper: true }))].sort(byTime);
  const thread = page.thread && channel.messages.find((one) => one.ts === page.thread);
  return [
    el('header', {}, el('h2', {}, channel.im ? words.dm : `# ${channel.name}`), hint(page)),
    el(
      'div',
      { class: thread ? 'panes with-thread' : 'panes' },
      el(
        'section',
        { class: 'messages', 'data-scroll': `messages-${channel.id}`, tabindex: '0' },
        rows.length === 0 ? el('p', { class: 'empty' }, words.empty) : undefined,
        rows.map((row) => drawMessage(row, channel, page)),
      ),
      thread ? drawThread(thread, channel, page) : undefined,
    ),
    composer(page, channel),
  ];
}

const byTime = (left, right) => Number(left.ts) - Number(right.ts);

/** What to try next, read off what has happened so far. */
const hint = ({ picture, words }) => el('p', { class: 'hint' }, words.hints[stageOf(picture)]);

function stageOf({ channels, aws, isBotOn }) {
  const messages = channels.flatMap((one) => one.messages);
  const has = (action) => messages.some((one) => one.blocks.some((block) => asks(block, action)));
  const isAllowed = Object.values(aws).some((one) => one.answers.some((a) => a.allowed));
  if (isAllowed) return 'active';
  if (messages.length === 0) return 'ask';
  if (!isBotOn) return 'off';
  if (has('approve')) return 'approve';
  return has('end-now') ? 'working' : 'ended';
}

/** An action stands before what tells its buttons apart. */
const asks = ({ type, elements }, action) =>
  type === 'actions' && elements.some((one) => one.action_id?.split(/[.:]/)[0] === action);

function drawMessage(message, channel, page) {
  const { picture, words, locale } = page;
  const replies = channel.messages.filter((one) => one.threadTs === message.ts);
  const isBot = message.user === picture.bot || message.isWhisper;
  const name = isBot ? 'prod-access' : (picture.names[message.user] ?? message.user);
  const at = {
    names: picture.names,
    channels: Object.fromEntries(picture.channels.map((one) => [one.id, one.name])),
    locale,
    zone: 'Asia/Tokyo',
    key: message.ts,
    press: (target) => page.act({ do: 'click', channel: channel.id, ts: message.ts, target }),
  };
  return el(
    'article',
    { class: message.isWhisper ? 'message whisper' : 'message' },
    message.isWhisper ? el('p', { class: 'only' }, words.whisper) : undefined,
    el(
      'p',
      { class: 'from' },
      el('b', {}, name),
      ' ',
      el('time', {}, clock(Number(message.ts) * 1000)),
      message.edited ? el('span', { class: 'edited' }, ` ${words.edited}`) : undefined,
    ),
    el(
      'div',
      { class: message.blocks.some((one) => one.type === 'header') ? 'card' : 'plain' },
      message.blocks.length > 0 ? drawBlocks(message.blocks, at) : el('p', {}, message.text),
    ),
    replies.length > 0 && page.thread !== message.ts
      ? el(
          'button',
          {
            class: 'replies',
            type: 'button',
            'data-key': `thread-${message.ts}`,
            onclick: () => page.openThread(message.ts),
          },
          words.replies(replies.length),
        )
      : undefined,
  );
}

export const clock = (ms) =>
  new Date(ms).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Asia/Tokyo',
  });

function drawThread(root, channel, page) {
  const replies = channel.messages.filter((one) => one.threadTs === root.ts);
  return el(
    'section',
    { class: 'thread', 'aria-label': page.words.thread },
    el(
      'header',
      {},
      el('h2', {}, page.words.thread),
      el(
        'button',
        { class: 'quiet', type: 'button', onclick: () => page.openThread(undefined) },
        page.words.close,
      ),
    ),
    el(
      'div',
      { class: 'lines', 'data-scroll': `thread-${root.ts}`, tabindex: '0' },
      replies.map((reply) =>
        el(
          'div',
          { class: 'line' },
          el('time', {}, clock(Number(reply.ts) * 1000)),
          el('div', {}, drawBlocks(reply.blocks, lineAt(page, reply))),
        ),
      ),
    ),
  );
}

const lineAt = ({ picture, locale }, { ts }) => ({
  names: picture.names,
  locale,
  zone: 'Asia/Tokyo',
  key: ts,
  press: () => undefined,
});

function composer(page, channel) {
  const { words } = page;
  return el(
    'form',
    {
      class: 'composer',
      onsubmit: (event) => {
        event.preventDefault();
        const text = page.draft || words.placeholder;
        page.draft = '';
        page.act({ do: 'type', channel: channel.id, text });
      },
    },
    el('input', {
      'data-key': 'composer',
      'aria-label': '/prod-access',
      autocomplete: 'off',
      placeholder: words.placeholder,
      value: page.draft,
      oninput: (event) => {
        page.draft = event.target.value;
      },
    }),
    el('button', { class: 'button primary', type: 'submit', 'data-key': 'send' }, words.send),
  );
}
