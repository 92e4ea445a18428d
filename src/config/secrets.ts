/** What must never stand in a log. */

import type { Settings } from './env.ts';

export const secretsOf = ({ slack, teams, pagerduty, hintToken }: Settings): readonly string[] => [
  ...(slack ? [slack.botToken, secretOf(slack.transport)] : []),
  ...(teams ? [teams.password] : []),
  ...(pagerduty ? [pagerduty.token] : []),
  ...(hintToken ? [hintToken] : []),
];

const secretOf = (transport: NonNullable<Settings['slack']>['transport']): string =>
  transport.kind === 'socket' ? transport.appToken : transport.signingSecret;
