/** Takes secrets out of text: by their shape, by the name before them, and by their value. */

export const HIDDEN = '[hidden]';

/** `known` are secrets by value, as configuration holds them: hidden wherever they are. */
export function createTextScrub(known: readonly string[]): (raw: string) => string {
  const literals = known.filter((secret) => secret.length >= 6).sort((a, b) => b.length - a.length);
  return (raw) => {
    let clean = raw;
    for (const secret of literals) clean = clean.replaceAll(secret, HIDDEN);
    for (const [pattern, instead] of PATTERNS) clean = clean.replace(pattern, instead);
    // Clipped last: half a secret would not be recognised.
    return clean.length <= MAX_TEXT ? clean : `${clean.slice(0, MAX_TEXT)}…`;
  };
}

const MAX_TEXT = 8_000;

/**
 * Where a name and its value stand together: `client_secret=…`, `"SessionToken": "…"`,
 * `<SecretAccessKey>…`, whatever quotes and escapes stand between them.
 */
const NAME =
  /(?:secret|password|passwd|passphrase|token|(?:api|private|signing|access)[-_ ]?key|signature)/;
const BETWEEN = /(?:\\*["'])?\s*[:=>]+\s*(?:\\*["'])?/;
const VALUE = /[^\s"'\\,;&<>{}[\]]{8,}/;
const NAMED = new RegExp(`(${NAME.source}[\\w-]*)(${BETWEEN.source})${VALUE.source}`, 'gi');

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gs, HIDDEN],
  [/xox[a-z](?:\.xox[a-z])?-[\w%.-]+/gi, HIDDEN],
  [/xapp-[\w-]+/gi, HIDDEN],
  [/hooks\.slack\.com\/\S+/gi, `hooks.slack.com/${HIDDEN}`],
  [/(?:AKIA|ASIA)[A-Z0-9]{12,}/g, HIDDEN],
  [/eyJ[\w-]{5,}(?:\.[\w-]*){2,4}/g, HIDDEN],
  [/(Bearer)(?:\s|%20|\\[nt])+[\w.~+/=%-]{6,}/gi, `$1 ${HIDDEN}`],
  [/(Basic)\s+[A-Za-z0-9+/]{12,}=*/g, `$1 ${HIDDEN}`],
  [/(\w:\/\/[^\s:/@]*:)[^\s/@]+@/g, `$1${HIDDEN}@`],
  [NAMED, `$1$2${HIDDEN}`],
];
