/** The steps of a played story: each is said as it passes, and the first wrong one ends its run. */

const tally = { passed: 0, failed: 0 };

export const say = (text: string): void => void process.stdout.write(`${text}\n`);

export async function step(what: string, deed: () => Promise<void>): Promise<void> {
  try {
    await deed();
    tally.passed += 1;
    say(`  ok    ${what}`);
  } catch (error) {
    tally.failed += 1;
    say(`  WRONG ${what}\n        ${error instanceof Error ? error.message : String(error)}`);
    throw error;
  }
}

/** Says how many passed; the status to end with. */
export function summed(): number {
  say(`\n${tally.passed} passed, ${tally.failed} failed`);
  return tally.failed === 0 ? 0 : 1;
}
