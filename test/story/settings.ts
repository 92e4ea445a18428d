/** The environment of a bot in a story: a file or a table, and stand-ins. */

import type { Settings } from '../../src/config/env.ts';

export function settingsFor(
  database: string,
  {
    hintToken,
    pagerduty,
  }: {
    readonly hintToken?: string | undefined;
    readonly pagerduty?: Settings['pagerduty'] | undefined;
  } = {},
): Settings {
  return {
    aws: { region: 'us-east-1' },
    configFile: 'prod-access.example.yml',
    database,
    commandSocket: `${database}.sock`,
    port: 0,
    ...(hintToken && { hintToken }),
    ...(pagerduty && { pagerduty }),
    logLevel: 'info',
    isStandIn: true,
  };
}
