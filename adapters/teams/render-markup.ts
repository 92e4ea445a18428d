/** Keeps what people typed from being read as markup, in each of the ways Teams reads text. */

/**
 * Reads something into text that no escape keeps out for certain: Teams looks for mentions and
 * functions before, after or instead of reading Markdown, as the client likes.
 */
export const isCalling = (text: string): boolean => /<\s*\/?\s*at\b|\{\{|\$\{/i.test(text);

/** For a piece of the text of a TextBlock, which is read as Markdown. */
export const escapeMarkdown = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(SIGNS, String.raw`\$&`)
    .replace(/[\r\n]+/g, '\n\n');

/** An underscore within a word means nothing, and names are full of them. */
const SIGNS = /[\\`*[\]~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/** For the whole of such a text: what would make a list, a heading or code of its lines. */
export const escapeLineStarts = (text: string): string =>
  text
    .replace(/^[^\S\n]+/gm, '')
    .replace(/^(\d+)([.)])/gm, String.raw`$1\$2`)
    .replace(/^[-+#=]/gm, String.raw`\$&`);

/**
 * In bold where that is certain to be read so: Markdown wants its signs to touch letters, and in
 * Japanese there is no space around them.
 */
export const emboldened = (text: string): string =>
  /^[\p{L}\p{N}](?:[^\n]*[\p{L}\p{N}])?$/u.test(text) ? `**${text}**` : text;

/** Signs that a link in Markdown would end at. */
export const escapeUrl = (url: string): string =>
  url.replace(/[()[\]*_]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** For a text message in XML, the only format in which every sign can be escaped. */
export const escapeXml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '<br/>');

/**
 * For runs of text, which know no Markdown, but functions in some clients. Cut in the middle of
 * what calls for one, no run has anything to find, and people see what was typed.
 */
export const harmlessRuns = (text: string): readonly string[] => text.split(WITHIN_A_CALL);

const WITHIN_A_CALL = /(?<=\{)(?=\{\s*(?:DATE|TIME))|(?<=<)(?=\s*\/?\s*at\b)|(?<=\$)(?=\{)/gi;

/** For places that take one string only and know no Markdown: labels, titles, placeholders. */
export const harmlessLabel = (text: string): string =>
  text.replace(/\{(?=\{)/g, '{ ').replace(/\s*\n\s*/g, ' ');
