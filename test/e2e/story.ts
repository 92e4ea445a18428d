/** The whole story in the page, as a person would play it. */

import type { Page } from 'playwright-core';
import { LINES } from './lines.ts';

export interface Play {
  readonly page: Page;
  readonly step: (what: string, deed: () => Promise<void>) => Promise<void>;
  readonly locale: 'en' | 'ja';
  readonly isPhone: boolean;
  /** The folder pictures are kept in; none when only playing. */
  readonly pictures: string | undefined;
}

export async function playStory(play: Play): Promise<void> {
  const hands = handsOf(play);
  await ask(play, hands);
  await decide(play, hands);
  await end(play, hands);
}

/** Which pane is on screen matters on a phone only. */
const PANES = { people: 0, chat: 1, aws: 2 } as const;

function handsOf({ page, isPhone, locale, pictures }: Play) {
  const pane = async (name: keyof typeof PANES) => {
    if (isPhone) await page.click(`[data-key="tab-${PANES[name]}"]`);
  };
  return {
    pane,
    async become(name: string) {
      await pane('people');
      await page.click(`[data-key="me-${name}"]`);
      await pane('chat');
    },
    async type(line: string) {
      await page.fill('[data-key=composer]', line);
      await page.click('[data-key=send]');
    },
    async reads(words: string, where = 'body') {
      await page.locator(where).getByText(words, { exact: false }).first().waitFor();
    },
    sees: (words: string, where: string) =>
      page.locator(where).getByText(words, { exact: false }).first().isVisible(),
    /** What the authorizer answers about aiko and the role, on the right. */
    async answers(role: string, answer: string) {
      await pane('aws');
      const row = page.locator('.answers li', { hasText: role });
      await row.locator('b', { hasText: new RegExp(`^${answer}$`, 'i') }).waitFor();
      await pane('chat');
    },
    async picture(name: string) {
      if (!pictures) return;
      const suffix = `${locale}${isPhone ? '-phone' : ''}`;
      await page.waitForTimeout(400);
      await page.screenshot({ path: `${pictures}/${name}-${suffix}.png` });
    },
  };
}
type Hands = ReturnType<typeof handsOf>;

async function ask({ page, step, locale }: Play, hands: Hands): Promise<void> {
  const lines = LINES[locale];
  await step('the page opens, and AWS says no about every role', async () => {
    await hands.pane('chat');
    await page.locator('[data-key=composer]').waitFor();
    await hands.answers('ProdDbOperator', lines.no);
  });
  await step('/prod-access opens the form', async () => {
    await hands.type('/prod-access');
    await page.locator('.modal').waitFor();
    await page.selectOption('#field-entitlement', 'prod-db');
    await hands.reads(lines.about, '.modal');
  });
  await step('a mistake is marked at its field, and what was typed stays', async () => {
    await page.locator('.modal textarea').fill(lines.why);
    await page.selectOption('#field-also', { label: 'dai' });
    await page.fill('#field-time', lines.wrongTime);
    await page.click('[data-key=submit]');
    await page.locator('.field.wrong .error').waitFor();
    const kept = await page.locator('.modal textarea').inputValue();
    if (kept !== lines.why) throw new Error(`The reason became "${kept}".`);
    const also = await page.locator('#field-also option:checked').allTextContents();
    if (also.join() !== 'dai') throw new Error(`Asked as well became "${also.join()}".`);
    await page.selectOption('#field-also', []);
  });
  await step('mended, it becomes a card in the approver channel', async () => {
    await page.fill('#field-time', lines.time);
    await hands.picture('modal');
    await page.click('[data-key=submit]');
    await page.locator('.card').waitFor();
    await page.locator('.modal').waitFor({ state: 'hidden' });
  });
}

async function decide({ page, step, locale }: Play, hands: Hands): Promise<void> {
  const lines = LINES[locale];
  const approve = () => page.locator('.card .button.primary').last().click();
  await step('mallory is refused with a whisper', async () => {
    await hands.become('mallory');
    await approve();
    await hands.reads(lines.outsider, '.whisper');
  });
  await step('aiko cannot approve her own request', async () => {
    await hands.become('aiko');
    await approve();
    await hands.reads(lines.own, '.whisper');
    await hands.picture('card');
  });
  await step('ben and chie approve, and the card counts them', async () => {
    await hands.become('ben');
    await approve();
    await hands.reads(lines.oneOfTwo, '.card');
    await hands.become('chie');
    await approve();
  });
  await step('access is active, read back from AWS', async () => {
    await hands.reads(lines.active, '.card');
    await hands.answers('ProdDbOperator', lines.yes);
  });
}

async function end({ page, step, locale }: Play, hands: Hands): Promise<void> {
  const lines = LINES[locale];
  await step('the thread tells it line by line', async () => {
    await hands.become('aiko');
    await page.locator('.replies').first().click();
    await hands.reads(lines.confirmed, '.thread');
    await hands.picture('demo');
    await hands.picture('thread');
  });
  await step('with the bot off, AWS ends it all the same', async () => {
    await hands.pane('aws');
    await page.click('[data-key=bot]');
    await page.locator('.clock .bad').waitFor();
    await page.click('[data-key=to-end]');
    await hands.answers('ProdDbOperator', lines.no);
    await hands.reads(lines.tidies, 'header');
  });
  await step('back on, the bot takes the permission away and says so', async () => {
    await hands.pane('aws');
    await page.click('[data-key=bot]');
    await page.locator('.clock .good').waitFor();
    // The proof takes two clean reads, a quarter of a minute apart.
    await hands.pane('chat');
    for (let look = 0; look < 10; look += 1) {
      await page.waitForTimeout(2_500);
      if (await hands.sees(lines.ended, '.thread')) break;
      await hands.pane('aws');
      await page.click('[data-key=minute]');
      await hands.pane('chat');
    }
    await hands.reads(lines.ended, '.thread');
    await hands.reads(lines.over, 'header');
    await hands.picture('ended');
  });
}
