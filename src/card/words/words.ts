/** All words in one language. English is the shape; the compiler reports what Japanese lacks. */

import type { Locale } from '../../kernel/person.ts';
import { breakGlassEn } from './break-glass-en.ts';
import { breakGlassJa } from './break-glass-ja.ts';
import { cardEn } from './card-en.ts';
import { cardJa } from './card-ja.ts';
import { endlessEn } from './endless-en.ts';
import { endlessJa } from './endless-ja.ts';
import { explainEn } from './explain-en.ts';
import { explainJa } from './explain-ja.ts';
import type { ExplainWords } from './explain-words.ts';
import { freezeEn } from './freeze-en.ts';
import { freezeJa } from './freeze-ja.ts';
import { formEn } from './form-en.ts';
import { formJa } from './form-ja.ts';
import { groundEn } from './ground-en.ts';
import { groundJa } from './ground-ja.ts';
import { lineEn } from './line-en.ts';
import { lineJa } from './line-ja.ts';
import type { LineWords } from './line-words.ts';
import { listingEn } from './listing-en.ts';
import { listingJa } from './listing-ja.ts';
import { noticeEn } from './notice-en.ts';
import { noticeJa } from './notice-ja.ts';
import { operatorEn } from './operator-en.ts';
import { operatorJa } from './operator-ja.ts';
import { refusalActEn } from './refusal-act-en.ts';
import { refusalActJa } from './refusal-act-ja.ts';
import { refusalAlsoEn } from './refusal-also-en.ts';
import { refusalAskEn } from './refusal-ask-en.ts';
import { refusalAlsoJa } from './refusal-also-ja.ts';
import { refusalAskJa } from './refusal-ask-ja.ts';
import { refusalAwsEn } from './refusal-aws-en.ts';
import { refusalAwsJa } from './refusal-aws-ja.ts';
import { refusalBreakGlassEn } from './refusal-break-glass-en.ts';
import { refusalBreakGlassJa } from './refusal-break-glass-ja.ts';
import { refusalJitnaEn } from './refusal-jitna-en.ts';
import { refusalJitnaJa } from './refusal-jitna-ja.ts';
import { refusalPolicyEn } from './refusal-policy-en.ts';
import { refusalSessionEn } from './refusal-session-en.ts';
import { refusalPolicyJa } from './refusal-policy-ja.ts';
import { refusalSessionJa } from './refusal-session-ja.ts';
import { refusalWhoEn } from './refusal-who-en.ts';
import { refusalWhoJa } from './refusal-who-ja.ts';
import type { RefusalWords } from './refusal-words.ts';
import { runbookEn } from './runbook-en.ts';
import { runbookJa } from './runbook-ja.ts';
import { rulesEn } from './rules-en.ts';
import { rulesJa } from './rules-ja.ts';
import { statusEn } from './status-en.ts';
import { statusJa } from './status-ja.ts';
import { tokensEn } from './tokens-en.ts';
import { tokensJa } from './tokens-ja.ts';
import { whisperEn } from './whisper-en.ts';
import { whisperJa } from './whisper-ja.ts';

export interface Words {
  readonly card: typeof cardEn;
  readonly status: typeof statusEn;
  readonly line: LineWords;
  readonly form: typeof formEn;
  readonly notice: typeof noticeEn;
  readonly operator: typeof operatorEn;
  readonly whisper: typeof whisperEn;
  readonly listing: typeof listingEn;
  readonly explain: ExplainWords;
  readonly runbook: typeof runbookEn;
  readonly freeze: typeof freezeEn;
  readonly breakGlass: typeof breakGlassEn;
  readonly rules: typeof rulesEn;
  readonly ground: typeof groundEn;
  readonly tokens: typeof tokensEn;
  readonly endless: typeof endlessEn;
  readonly refusal: RefusalWords;
}

export const wordsFor = (locale: Locale): Words => WORDS[locale];

const EN: Words = {
  card: cardEn,
  status: statusEn,
  line: lineEn,
  form: formEn,
  notice: noticeEn,
  operator: operatorEn,
  whisper: whisperEn,
  listing: listingEn,
  explain: explainEn,
  refusal: {
    ...refusalWhoEn,
    ...refusalAskEn,
    ...refusalAlsoEn,
    ...refusalAwsEn,
    ...refusalSessionEn,
    ...refusalJitnaEn,
    ...refusalActEn,
    ...refusalPolicyEn,
    ...refusalBreakGlassEn,
  },
  runbook: runbookEn,
  freeze: freezeEn,
  breakGlass: breakGlassEn,
  rules: rulesEn,
  ground: groundEn,
  tokens: tokensEn,
  endless: endlessEn,
};

const JA: Words = {
  card: cardJa,
  status: statusJa,
  line: lineJa,
  form: formJa,
  notice: noticeJa,
  operator: operatorJa,
  whisper: whisperJa,
  listing: listingJa,
  explain: explainJa,
  refusal: {
    ...refusalWhoJa,
    ...refusalAskJa,
    ...refusalAlsoJa,
    ...refusalAwsJa,
    ...refusalSessionJa,
    ...refusalJitnaJa,
    ...refusalActJa,
    ...refusalPolicyJa,
    ...refusalBreakGlassJa,
  },
  runbook: runbookJa,
  freeze: freezeJa,
  breakGlass: breakGlassJa,
  rules: rulesJa,
  ground: groundJa,
  tokens: tokensJa,
  endless: endlessJa,
};

const WORDS: Readonly<Record<Locale, Words>> = { en: EN, ja: JA };
