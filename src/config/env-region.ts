/** The Region of whatever has none of its own: of AWS itself, and of no other partition. */

import type { Env } from './env-names.ts';

/** As the SDK has it, or else as the command line of AWS. */
const REGIONS = ['AWS_REGION', 'AWS_DEFAULT_REGION'] as const;

export const regionOf = (env: Env): string =>
  REGIONS.map((name) => env[name]).find(Boolean) ?? 'us-east-1';

/** @param given on the command line, in place of what the environment says. */
export function readRegion(env: Env, report: (problem: string) => void, given?: string): string {
  const region = given ?? regionOf(env);
  const name = given === undefined ? REGIONS.find((one) => env[one]) : '--region';
  if (OF_OTHERS.test(region))
    report(
      `${name} is a Region of another partition (China, GovCloud, European Sovereign Cloud, or ` +
        'one that is closed). Every ARN here is one of arn:aws:, so the bot works in Regions ' +
        'such as us-east-1 alone.',
    );
  else if (!/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(region))
    report(`${name} is no Region. It is written like us-east-1 or ap-northeast-1.`);
  return region;
}

const OF_OTHERS = /^(?:cn|us-gov|us-iso[a-z]?|eu-iso[a-z]?|eusc)-/;
