/** The text of a command as it was typed: Slack hands over what it read into it. */

/**
 * With `should_escape` people, channels, groups and links arrive between two signs, and three signs
 * encoded (docs.slack.dev/reference/app-manifest): undone here, in one go.
 */
export const asTyped = (text: string): string =>
  text.replaceAll(ENCODED, (whole, within?: string) =>
    within === undefined ? decoded(whole) : decoded(typedAs(within) ?? whole),
  );

const decoded = (text: string): string =>
  text.replaceAll(SIGN, (whole, sign: string) => SIGNS[sign] ?? whole);

/** Undefined for what is none of these. */
function typedAs(within: string): string | undefined {
  const at = within.indexOf('|');
  const what = at < 0 ? within : within.slice(0, at);
  const label = at < 0 ? '' : within.slice(at + 1);
  if (/^[@#][A-Z0-9_]+$/.test(what)) return `${what[0]}${label || what.slice(1)}`;
  if (/^!subteam\^[A-Z0-9]+$/.test(what)) return label || `@${what.slice('!subteam^'.length)}`;
  if (/^!(?:here|channel|everyone)$/.test(what)) return `@${what.slice(1)}`;
  // A host or an address is made a link by what stands before it; any other label is none of ours.
  if (/^[a-z]+:/i.test(what)) return label !== '' && what.endsWith(label) ? label : what;
  return undefined;
}

const ENCODED = /<([^<>]*)>|&(?:amp|lt|gt);/g;
const SIGN = /&(amp|lt|gt);/g;
const SIGNS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };
