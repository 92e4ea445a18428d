/** The main job in the Agents Playground: aiko sits before it, the others press from elsewhere. */

import type { Page } from 'playwright-core';
import type { TeamsDemo } from '../../tools/demo-teams/demo.ts';
import { TEAMS_LINES } from './teams-lines.ts';

export interface TeamsPlay {
  readonly page: Page;
  readonly demo: TeamsDemo;
  readonly step: (what: string, deed: () => Promise<void>) => Promise<void>;
  readonly locale: 'en' | 'ja';
  readonly phone: { readonly width: number; readonly height: number };
  /** The folder pictures are kept in; none when only playing. */
  readonly pictures: string | undefined;
}

export async function playTeamsStory(play: TeamsPlay): Promise<void> {
  const hands = handsOf(play);
  await ask(play, hands);
  await decide(play, hands);
  await read(play, hands);
  await end(play, hands);
}

const ROLE = 'ProdDbOperator';

function handsOf({ page, demo, locale, phone, pictures }: TeamsPlay) {
  const hands = {
    dialog: page.getByRole('dialog'),
    go: (place: RegExp) => page.getByRole('treeitem', { name: place }).click(),
    reads: (words: string) => page.getByText(words, { exact: false }).first().waitFor(),
    async answers(isAllowed: boolean) {
      if (demo.may('aiko.sato', ROLE) !== isAllowed) throw new Error('AWS says otherwise.');
    },
    /** Open at first, and again after each change of width. */
    async closeLog() {
      await page.waitForTimeout(300);
      const isOpen = await page.getByText('Log Panel').isVisible();
      if (isOpen) await page.getByTitle('Toggle Log Panel').click();
    },
    /** A dialog on a phone as well: anything else the Playground covers there with its lists. */
    async picture(name: string) {
      if (!pictures) return;
      const wide = page.viewportSize();
      await page.waitForTimeout(600);
      await page.screenshot({ path: `${pictures}/teams-${name}-${locale}.png` });
      if (!(await hands.dialog.isVisible())) return;
      await page.setViewportSize(phone);
      await page.waitForTimeout(600);
      await page.screenshot({ path: `${pictures}/teams-${name}-${locale}-phone.png` });
      if (wide) await page.setViewportSize(wide);
    },
  };
  return hands;
}
type Hands = ReturnType<typeof handsOf>;

async function ask({ page, step, locale }: TeamsPlay, hands: Hands): Promise<void> {
  const lines = TEAMS_LINES[locale];
  const { dialog } = hands;
  const fill = async () => {
    await dialog.getByLabel(lines.time).fill(lines.typedTime);
    await dialog.getByLabel(lines.why).fill(lines.typedWhy);
  };
  await step('the Playground opens, and reaches the bot', async () => {
    await hands.reads('Connected.');
    await hands.closeLog();
    await hands.answers(false);
  });
  await step('the message extension opens the form as a dialog', async () => {
    await page.getByRole('button', { name: 'Trigger Message Extension App' }).click();
    await page.getByRole('menuitem', { name: 'Action Command' }).click();
    await dialog.getByRole('button', { name: 'Create' }).click();
    await dialog.getByRole('combobox').click();
    await page.getByRole('option', { name: lines.entry }).click();
  });
  await step('Show details draws the form for what was chosen', async () => {
    await dialog.getByRole('button', { name: lines.show }).click();
    await dialog.getByText(lines.about).waitFor();
    await fill();
    await hands.picture('dialog');
  });
  await step('sent, it says that it is filed', async () => {
    // What was typed is lost when a picture changes the width.
    await fill();
    await dialog.getByRole('button', { name: lines.send, exact: true }).click();
    await dialog.getByText(lines.filed).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await hands.closeLog();
  });
}

async function decide({ page, demo, step, locale }: TeamsPlay, hands: Hands): Promise<void> {
  const lines = TEAMS_LINES[locale];
  await step('the card is in the approver channel', async () => {
    await hands.go(/approvals/);
    await hands.reads(lines.waiting);
    await hands.picture('card');
  });
  await step('aiko cannot approve her own request, and is told so at the card', async () => {
    await page.getByRole('button', { name: lines.approve, exact: true }).click();
    await hands.reads(lines.own);
  });
  await step('ben approves from elsewhere, and the open page counts him', async () => {
    await demo.approve('ben');
    await hands.reads(lines.oneOfTwo);
    await hands.answers(false);
  });
  await step('chie approves, and access is active, read back from AWS', async () => {
    await demo.approve('chie');
    await hands.reads(lines.confirmed);
    await hands.reads(lines.active);
    await hands.answers(true);
  });
}

async function read({ step, locale }: TeamsPlay, hands: Hands): Promise<void> {
  const lines = TEAMS_LINES[locale];
  await step('the thread tells it line by line', async () => {
    await hands.reads(lines.counted);
    await hands.picture('active');
  });
  await step('the chat with the bot says how to use it', async () => {
    await hands.go(/Personal Chat/);
    await hands.reads(lines.have);
    await hands.reads('switchrole');
    await hands.picture('notice');
  });
}

async function end({ page, demo, step, locale }: TeamsPlay, hands: Hands): Promise<void> {
  const lines = TEAMS_LINES[locale];
  await step('the clock is turned past the end, and AWS says no', async () => {
    demo.turn(121 * 60_000);
    await hands.answers(false);
  });
  await step('the permission is taken away, and the thread and the card say so', async () => {
    await hands.go(/approvals/);
    // The proof takes two clean reads, a quarter of a minute apart.
    for (let look = 0; look < 20; look += 1) {
      await page.waitForTimeout(1_000);
      if (await page.getByText(lines.ended).first().isVisible()) break;
      demo.turn(15_000);
    }
    await hands.reads(lines.removed);
    await hands.reads(lines.ended);
    await hands.picture('ended');
    await page.getByText(lines.ended).last().scrollIntoViewIfNeeded();
    await hands.picture('thread');
  });
}
