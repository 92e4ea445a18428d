/** The page: what is shown, who one is, and word to the demo of what one does. */

import { drawChat } from './chat.js';
import { el, redraw } from './dom.js';
import { drawModal } from './modal.js';
import { drawLeft, drawRight } from './sides.js';
import { wordsFor } from './words.js';

const place = (id) => document.getElementById(id);
const seen = new Map();

const page = {
  picture: undefined,
  me: undefined,
  channel: undefined,
  thread: undefined,
  draft: '',
  typed: {},
  locale: localStorage.getItem('locale') === 'ja' ? 'ja' : 'en',
  tab: 1,
  get words() {
    return wordsFor(page.locale);
  },
  become(person) {
    page.me = person;
    page.typed = {};
    page.thread = undefined;
    draw();
  },
  enter(id) {
    page.channel = id;
    page.thread = undefined;
    page.tab = 1;
    draw();
  },
  openThread(ts) {
    page.thread = ts;
    draw();
  },
  /** Messages since this person last looked, their own whispers included. */
  unread(room) {
    if (room.id === page.channel) return 0;
    const last = seen.get(`${page.me.id}/${room.id}`) ?? 0;
    return room.messages.filter((one) => Number(one.ts) > last).length;
  },
  async speak() {
    page.locale = page.locale === 'ja' ? 'en' : 'ja';
    localStorage.setItem('locale', page.locale);
    await page.act({ do: 'speak', locale: page.locale });
  },
  async act(body) {
    const response = await fetch('/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as: page.me.id, ...body }),
    });
    const said = response.ok ? await response.json() : { say: await response.text() };
    if (body.do === 'type' && !page.picture.isBotOn) said.say = page.words.bot_off;
    if (said.say) toast(said.say);
    draw();
  },
};

let toasting;
function toast(text) {
  clearTimeout(toasting);
  place('toast').textContent = text;
  place('toast').hidden = false;
  toasting = setTimeout(() => {
    place('toast').hidden = true;
  }, 6_000);
}

let modalDrawn;
function draw() {
  const { picture } = page;
  if (!picture) return;
  document.documentElement.lang = page.locale;
  page.me ??= picture.people[0];
  page.channel ??= picture.channels.find((one) => one.name === 'prod-approvals')?.id;
  const room = picture.channels.find((one) => one.id === page.channel);
  const newest = Math.max(0, ...(room?.messages ?? []).map((one) => Number(one.ts)));
  seen.set(`${page.me.id}/${page.channel}`, newest);
  document.body.dataset.tab = String(page.tab);
  redraw(place('tabs'), page.words.tabs.map(drawTab));
  redraw(place('left'), drawLeft(page));
  redraw(place('middle'), drawChat(page));
  redraw(place('right'), drawRight(page));
  showModal();
}

const drawTab = (label, at) =>
  el(
    'button',
    {
      type: 'button',
      'data-key': `tab-${at}`,
      'aria-pressed': at === page.tab,
      onclick: () => {
        page.tab = at;
        draw();
      },
    },
    label,
  );

/** Drawn anew only when the bot changed it: nobody's typing is disturbed by a ticking clock. */
function showModal() {
  const view = page.picture.modals[page.me.id];
  const key = view && JSON.stringify([view.id, view.hash, view.errors, page.locale]);
  place('modal').hidden = view === undefined;
  if (key === modalDrawn) return;
  const isOther = modalDrawn === undefined || !key?.startsWith(modalDrawn.slice(0, 12));
  if (isOther) page.typed = {};
  modalDrawn = key;
  redraw(place('modal'), drawModal(page));
  if (isOther) place('modal').querySelector('select, input, textarea')?.focus();
}

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && page.picture?.modals[page.me.id]) {
    void page.act({ do: 'close' });
  }
});

new EventSource('/events').addEventListener('message', (event) => {
  page.picture = JSON.parse(event.data);
  draw();
});
if (page.locale === 'ja') {
  const wait = setInterval(() => {
    if (!page.me) return;
    clearInterval(wait);
    void page.act({ do: 'speak', locale: 'ja' });
  }, 50);
}
