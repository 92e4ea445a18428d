/** What runbooks did, told to a case: each once, in its order, whatever is delivered twice. */

import { expect, test } from 'vitest';
import { openCase } from '../../src/case-file/open-case.ts';
import { takeNews, withoutNews } from '../../src/case-file/take-news.ts';
import { emptyHolding } from '../../src/holding/order.ts';
import type { RunNews } from '../../src/holding/run.ts';
import { decision, NOON, request } from './sample.ts';

const REQUEST = request();
const { file: FILE } = openCase(REQUEST, 'Production operations', decision());
const news = (seq: number, step?: string): RunNews => ({
  seq,
  grant: REQUEST.id,
  purpose: 'grant',
  document: 'ProdAccess-Grant',
  version: '1',
  execution: 'e-1',
  what: step === undefined ? 'started' : 'done',
  ...(step === undefined ? {} : { step }),
});

test('each is a recorded fact, without the number it was told under', () => {
  const taken = takeNews(FILE, [news(3), news(4, 'put')], NOON);
  expect(taken?.events).toMatchObject([
    { type: 'runbook-told', facts: { what: 'started', execution: 'e-1' } },
    { type: 'runbook-told', facts: { step: 'put', what: 'done' } },
  ]);
  expect(taken?.events.map(({ facts }) => Object.keys(facts)).flat()).not.toContain('seq');
  expect(taken?.file.newsSeq).toBe(4);
});

test('told again after a crash, it is not recorded again; what is new is', () => {
  const file = takeNews(FILE, [news(3), news(4, 'put')], NOON)?.file ?? FILE;
  expect(takeNews(file, [news(3), news(4, 'put')], NOON)).toBeUndefined();
  expect(takeNews(file, [news(4, 'put'), news(5, 'seen')], NOON)?.events).toHaveLength(1);
});

test('a holding forgets what was told, and nothing that came meanwhile', () => {
  const holding = { ...emptyHolding(REQUEST.holder), news: [news(3), news(4, 'put')], newsSeq: 4 };
  expect(withoutNews(holding, [news(3)]).news).toEqual([news(4, 'put')]);
  expect('news' in withoutNews(holding, [news(3), news(4, 'put')])).toBe(false);
});
