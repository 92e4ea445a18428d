/** Reads Teams' Markdown, its dates included, into the words that a person sees. */

export interface Viewer {
  readonly locale: string;
  readonly timezone: string;
}

export const ANYBODY: Viewer = { locale: 'en-US', timezone: 'UTC' };

const ESCAPED = /\\([\\`*_{}[\]()#+\-.!~|<>&])/g;
/** Escaped characters wait in the private area of Unicode while markup is taken away. */
const HIDDEN = 0xe000;

export function markdownWords(text: string, viewer: Viewer): string {
  return dated(text, viewer)
    .replaceAll(ESCAPED, (_all, mark: string) =>
      String.fromCodePoint(HIDDEN + (mark.codePointAt(0) ?? 0)),
    )
    .replaceAll(/\[([^\]]*)\]\(([^)\s]*)\)/g, '$1')
    .replaceAll(/(\*\*|__)(?=\S)(.+?)\1/g, '$2')
    .replaceAll(/(^|[\s(])([*_~]{1,2})(\S(?:[^\n]*?\S)?)\2(?=$|[\s).,:;!?])/gm, '$1$3')
    .replaceAll(/`([^`\n]+)`/g, '$1')
    .replaceAll(/^[-*] /gm, '• ')
    .replaceAll(/[\ue000-\ue07f]/g, (hidden) =>
      String.fromCodePoint((hidden.codePointAt(0) ?? 0) - HIDDEN),
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** Mentions lose their tags; words in plain text keep all the rest. */
export function messageWords(text: string, textFormat: string, viewer: Viewer): string {
  const bare = text.replaceAll(/<at>(.*?)<\/at>/g, '@$1').replaceAll(/<br\s*\/?>/g, '\n');
  return textFormat === 'plain' ? bare : markdownWords(bare, viewer);
}

const STYLES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  COMPACT: { dateStyle: 'short' },
  SHORT: { weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' },
  LONG: { dateStyle: 'full' },
};

/** Everybody reads dates in their own zone and language. */
function dated(text: string, { locale, timezone }: Viewer): string {
  return text.replaceAll(
    /\{\{(DATE|TIME)\(([^,)]+)(?:,\s*(COMPACT|SHORT|LONG))?\)\}\}/g,
    (all, kind: string, at: string, style = 'COMPACT') => {
      const when = new Date(at.trim());
      if (Number.isNaN(when.getTime())) return all;
      const options = kind === 'TIME' ? { timeStyle: 'short' as const } : STYLES[style];
      return new Intl.DateTimeFormat(locale, { ...options, timeZone: timezone })
        .format(when)
        .replaceAll('\u202f', ' ');
    },
  );
}
