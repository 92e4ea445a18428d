/** Debian's Chromium, driven by playwright-core, with nothing asked of the outside. */

import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const ELSEWHERE = /^https?:\/\/(?!127\.0\.0\.1[:/])/;

let browser: Promise<Browser> | undefined;

export async function openPage(
  url: string,
  viewport: { readonly width: number; readonly height: number },
  locale: 'en' | 'ja',
  more: BrowserContextOptions = {},
): Promise<Page> {
  const executablePath = PATHS.find((path) => existsSync(path));
  if (!executablePath) throw new Error('Chromium is not installed: apt-get install chromium');
  browser ??= chromium.launch({ executablePath, args: FLAGS });
  const context = await (await browser).newContext({ viewport, ...more });
  await context.route(ELSEWHERE, (route) => route.abort());
  const page = await context.newPage();
  page.on('pageerror', (error) => process.stdout.write(`        page: ${error.message}\n`));
  page.setDefaultTimeout(15_000);
  await page.addInitScript(`localStorage.setItem('locale', '${locale}')`);
  await page.goto(url);
  return page;
}

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
}
