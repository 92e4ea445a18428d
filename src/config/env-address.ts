/** Addresses in the environment: only those of whom they are for, unless this is a test. */

/** `AWS_ENDPOINT_URL`, and the one of each service, which the SDK prefers to it. */
export const AWS_ENDPOINT = /^AWS_ENDPOINT_URL(?:_[A-Z0-9_]+)?$/;

/** Whoever sets an endpoint is handed our credentials, or answers in the place of AWS. */
export function addressProblem(
  name: string,
  value: string | undefined,
  isStandIn: boolean,
): readonly string[] {
  if (!value) return [];
  if (!URL.canParse(value)) return [`${name} is no address. It begins with https://.`];
  const { protocol, hostname, username, password } = new URL(value);
  if (username || password) return [`${name} contains a name or a password. Leave them out.`];
  if (isStandIn) {
    const isWeb = protocol === 'http:' || protocol === 'https:';
    return isWeb ? [] : [`${name} begins with neither http:// nor https://.`];
  }
  if (name === 'TEAMS_API_URL') return [`${name} is for tests: unset it.`];
  const domain = DOMAINS[name] ?? 'amazonaws.com';
  if (hostname !== domain && !hostname.endsWith(`.${domain}`))
    return [`${name} leads outside ${domain}. Unset it; only PROD_ACCESS_STAND_IN=yes allows it.`];
  return protocol === 'https:' ? [] : [`${name} must begin with https://.`];
}

const DOMAINS: Readonly<Record<string, string>> = {
  SLACK_API_URL: 'slack.com',
  PAGERDUTY_API_URL: 'pagerduty.com',
};
