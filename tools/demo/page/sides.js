/** Left: who am I, and where. Right: AWS as it is, the clock, and the bot's switch. */

import { clock } from './chat.js';
import { el } from './dom.js';

export function drawLeft(page) {
  const { picture, words, me } = page;
  const rooms = picture.channels.filter((one) => !one.im || one.im === me.id);
  return [
    el('h1', {}, 'prod-access'),
    el('h2', {}, words.you),
    el(
      'ul',
      { class: 'people' },
      picture.people.map((person) =>
        el(
          'li',
          {},
          el(
            'button',
            {
              type: 'button',
              'data-key': `me-${person.name}`,
              'aria-pressed': person.id === me.id,
              onclick: () => page.become(person),
            },
            el('span', { class: `face ${person.name}`, 'aria-hidden': 'true' }, person.name[0]),
            el(
              'span',
              {},
              el('b', {}, person.name),
              el('small', {}, words.roles[person.name] ?? ''),
            ),
          ),
        ),
      ),
    ),
    el('h2', {}, words.channels),
    el(
      'ul',
      { class: 'rooms' },
      rooms.map((room) => drawRoom(room, page)),
    ),
    el(
      'p',
      { class: 'foot' },
      quiet(words.language, 'language', () => page.speak()),
      quiet(words.over, 'over', () => page.act({ do: 'start-over' })),
    ),
  ];
}

function drawRoom(room, page) {
  const unread = page.unread(room);
  return el(
    'li',
    {},
    el(
      'button',
      {
        type: 'button',
        'data-key': `room-${room.id}`,
        'aria-current': room.id === page.channel ? 'true' : undefined,
        class: unread ? 'unread' : '',
        onclick: () => page.enter(room.id),
      },
      room.im ? page.words.dm : `# ${room.name}`,
      unread ? el('span', { class: 'dot' }, String(unread)) : undefined,
    ),
  );
}

const quiet = (label, key, onclick) =>
  el('button', { class: 'quiet', type: 'button', 'data-key': key, onclick }, label);

export function drawRight(page) {
  const { picture, words } = page;
  const watched = picture.people.find((one) => one.name === 'aiko') ?? page.me;
  const person = picture.aws[page.me.name === 'mallory' ? page.me.user : watched.user];
  const user = page.me.name === 'mallory' ? page.me.user : watched.user;
  return [
    el('h2', {}, words.aws, el('small', {}, ` ${user}`)),
    el(
      'ul',
      { class: 'answers' },
      (person?.answers ?? []).map((answer) => drawAnswer(answer, user, words)),
    ),
    el(
      'div',
      { class: 'state', 'data-scroll': 'aws', tabindex: '0' },
      el('h3', {}, words.groups),
      el('p', {}, person?.groups.join(', ') || words.none),
      el('h3', {}, words.policies),
      Object.entries(person?.inline ?? {}).map(([name, document]) => drawPolicy(name, document)),
      Object.keys(person?.inline ?? {}).length === 0 ? el('p', {}, words.none) : undefined,
      Object.keys(person?.tags ?? {}).length > 0
        ? [
            el('h3', {}, words.tags),
            Object.entries(person.tags).map(([key, value]) =>
              el('p', { class: 'tag' }, `${key} = ${value}`),
            ),
          ]
        : undefined,
    ),
    drawClock(page),
  ];
}

function drawAnswer({ role, allowed, why, statement }, user, words) {
  const by = why === 'ImplicitDeny' ? '' : ` ${statement?.policyName ?? ''}`;
  return el(
    'li',
    { class: allowed ? 'yes' : 'no' },
    el('span', {}, words.may(user, role)),
    el('b', {}, allowed ? words.yes : words.no),
    el('small', {}, `${words.decided[why]}${by}`),
  );
}

function drawPolicy(name, document) {
  const statements = JSON.parse(document).Statement;
  const text = statements.map((one) => JSON.stringify(one, null, 1)).join('\n');
  const parts = text.split(/("\d{4}-\d\d-\d\dT[^"]+")/);
  return el(
    'details',
    { open: true },
    el('summary', {}, name),
    el(
      'pre',
      {},
      parts.map((part, at) => (at % 2 === 1 ? el('mark', {}, part) : part)),
    ),
  );
}

function drawClock(page) {
  const { picture, words } = page;
  const turn = (label, key, ms) =>
    el(
      'button',
      {
        class: 'button plain',
        type: 'button',
        'data-key': key,
        disabled: !(ms > 0),
        onclick: () => page.act({ do: 'turn', ms }),
      },
      label,
    );
  const toEnd = picture.nextEndMs ? picture.nextEndMs - picture.nowMs + 1_000 : 0;
  return el(
    'div',
    { class: 'clock' },
    el(
      'p',
      {},
      `${words.clock} `,
      el('b', { id: 'now' }, `${clock(picture.nowMs)} JST`),
      picture.nextEndMs ? el('small', {}, ` → ${clock(picture.nextEndMs)}`) : undefined,
    ),
    el(
      'div',
      { class: 'actions' },
      turn(words.minute, 'minute', 60_000),
      turn(words.ten, 'ten', 600_000),
      turn(words.toEnd, 'to-end', toEnd),
    ),
    drawSwitch(page),
  );
}

function drawSwitch(page) {
  const { picture, words } = page;
  return el(
    'p',
    {},
    `${words.bot} `,
    el('b', { class: picture.isBotOn ? 'good' : 'bad' }, picture.isBotOn ? words.on : words.off),
    ' ',
    el(
      'button',
      {
        class: 'button plain',
        type: 'button',
        'data-key': 'bot',
        onclick: () => page.act({ do: 'bot', on: !picture.isBotOn }),
      },
      picture.isBotOn ? words.turnOff : words.turnOn,
    ),
  );
}
