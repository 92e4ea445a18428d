/** A CSV reader by RFC 4180 alone, so that the writer is not judged by its own rules. */

export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const row: string[] = [];
    for (;;) {
      const end = endOfQuoted(text, at);
      row.push(text.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 1;
      if (text[at] !== ',') break;
      at += 1;
    }
    if (text.slice(at, at + 2) !== '\r\n') throw new Error(`A row ends with CRLF, at ${at}.`);
    at += 2;
    rows.push(row);
  }
  return rows;
}

function endOfQuoted(text: string, from: number): number {
  if (text[from] !== '"') throw new Error(`A cell begins with a quote, at ${from}.`);
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') continue;
    if (text[at + 1] !== '"') return at;
    at += 1;
  }
  throw new Error('A quote is left open.');
}
