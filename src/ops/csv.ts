/** CSV that a spreadsheet shows as text and nothing else (RFC 4180, with formulas disarmed). */

export const csvRow = (cells: readonly string[]): string => `${cells.map(csvCell).join()}\r\n`;

/**
 * One quoted cell. A sign that would begin a formula is preceded by an apostrophe, and so is an
 * apostrophe, so that what was meant can always be told.
 */
export function csvCell(text: string): string {
  const armed = /^['=+\-@＝＋－＠\t\r\n|%]/u.test(text) ? `'${text}` : text;
  return `"${armed.replaceAll('"', '""')}"`;
}

/** Control characters and those that turn the direction of text, as `\u001b`. */
export const visible = (text: string): string =>
  text.replace(UNSEEN, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
