/** What must never stand in a log. */

import type { Settings } from './env.ts';

export const secretsOf = ({ slack, teams, hintToken }: Settings): readonly string[] => [
  ...(slack ? [slack.botToken, secretOf(slack.transport)] : []),
  ...(teams ? [teams.password] : []),
  ...(hintToken ? [hintToken] : []),
];

const secretOf = (transport: NonNullable<Settings['slack']>['transport']): string =>
  transport.kind === 'socket' ? transport.appToken : transport.signingSecret;
