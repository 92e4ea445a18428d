/** The lines of an iCalendar text as they were meant, each with its place. */

export interface IcsLine {
  /** From 1, as editors count; of its first line where it goes on over several. */
  readonly line: number;
  /** One and the same for all lines of one event. */
  readonly component: IcsComponent;
  /** In capitals, without parameters. */
  readonly name: string;
  readonly parameters: string;
  readonly value: string;
}

export interface IcsComponent {
  /** `VEVENT` */
  readonly name: string;
}

/** Some editors of Windows begin each file with a mark that is no part of its text. */
export const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '');

/** What is no property is left out: the library has its own word on that. */
export function linesOf(text: string): readonly IcsLine[] {
  const found: IcsLine[] = [];
  const around: IcsComponent[] = [];
  for (const { line, written } of unfolded(text)) {
    const [, name = '', parameters = '', value = ''] = PROPERTY.exec(written) ?? [];
    const component = around.at(-1);
    if (/^BEGIN$/i.test(name)) around.push({ name: value.trim().toUpperCase() });
    else if (/^END$/i.test(name)) around.pop();
    else if (name !== '' && component) {
      found.push({ line, component, name: name.toUpperCase(), parameters, value: value.trim() });
    }
  }
  return found;
}

/** A parameter may have colons, within quotes. */
const PROPERTY = /^([\w-]+)((?:;[^;:"]*(?:"[^"]*"[^;:"]*)*)*):(.*)$/;

/** A line that begins with a space goes on from the one before. */
function unfolded(text: string) {
  const all: Array<{ readonly line: number; written: string }> = [];
  for (const [at, written] of text.split(/\r?\n/).entries()) {
    const last = all.at(-1);
    if (last && /^[ \t]/.test(written)) last.written += written.slice(1);
    else all.push({ line: at + 1, written });
  }
  return all;
}
