/** Which story was asked for, in which chat and language; or what is wrong with the question. */

import { parseArgs } from 'node:util';
import { didYouMean } from '../src/config/near.ts';
import { wrongOption } from '../src/ops/wrong-usage.ts';

const PLATFORMS = ['slack', 'teams', 'both'] as const;
const LANGUAGES = ['en', 'ja'] as const;
type Platform = (typeof PLATFORMS)[number];

interface Stages {
  readonly platforms: readonly Platform[];
  readonly languages: readonly (typeof LANGUAGES)[number][];
}

const EVERYWHERE: Stages = { platforms: PLATFORMS, languages: LANGUAGES };
const IN_ENGLISH_SLACK: Stages = { platforms: ['slack'], languages: ['en'] };
const IN_ONE_CHAT: Stages = { platforms: ['slack', 'teams'], languages: LANGUAGES };

/** Where each is told. The main job is the one without a name. */
const STORIES = {
  '': EVERYWHERE,
  'ssm-node': IN_ENGLISH_SLACK,
  'port-forward': IN_ENGLISH_SLACK,
  'identity-center': IN_ENGLISH_SLACK,
  jitna: IN_ENGLISH_SLACK,
  automation: IN_ENGLISH_SLACK,
  'break-glass': IN_ONE_CHAT,
  freeze: IN_ONE_CHAT,
  levels: IN_ONE_CHAT,
  tightened: IN_ONE_CHAT,
} as const satisfies Readonly<Record<string, Stages>>;
export type StoryName = keyof typeof STORIES;

export interface StoryAsked {
  readonly name: StoryName;
  readonly platform: Platform;
  readonly isJapanese: boolean;
}

export type ReadStory =
  | { readonly ok: true; readonly story: StoryAsked }
  | { readonly ok: false; readonly sentence: string };

export function readStory(argv: readonly string[]): ReadStory {
  try {
    return storyOf(parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true }));
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return wrong(wrongOption(said, Object.keys(OPTIONS), USAGE));
  }
}

const OPTIONS = { lang: { type: 'string' }, platform: { type: 'string' } } as const;
const USAGE = 'Usage: npm run story -- [STORY] [--lang en|ja] [--platform slack|teams|both]';

interface Typed {
  readonly values: { readonly lang?: string; readonly platform?: string };
  readonly positionals: readonly string[];
}

function storyOf({ values, positionals }: Typed): ReadStory {
  const { lang = 'en', platform: chat = 'slack' } = values;
  const [typed = '', second] = positionals;
  if (second !== undefined) return wrong(`One story at a time: ${typed}, or ${second}.`);
  const language = LANGUAGES.find((one) => one === lang);
  if (!language) return wrong(`--lang is ${LANGUAGES.join(' or ')}, got "${lang}".`);
  const platform = PLATFORMS.find((one) => one === chat);
  if (!platform) return wrong(`--platform is slack, teams or both, got "${chat}".`);
  const name = NAMES.find((one) => one === typed);
  if (name === undefined) {
    const known = NAMES.filter((one) => one !== '');
    const near = didYouMean(typed, known) || `; there are ${known.join(', ')}.`;
    return wrong(`There is no story "${typed}"${near}`);
  }
  const { platforms, languages }: Stages = STORIES[name];
  if (!languages.includes(language)) return wrong(`${name} is told in English only.`);
  if (!platforms.includes(platform)) {
    return wrong(`${name} is told with --platform ${platforms.join(' or ')}, not ${platform}.`);
  }
  return { ok: true, story: { name, platform, isJapanese: language === 'ja' } };
}

const NAMES = Object.keys(STORIES) as StoryName[];
const wrong = (sentence: string): ReadStory => ({ ok: false, sentence });
