/** Which choice in a form is the last one: of two that are under way, the later is to be shown. */

export interface Redraws {
  /**
   * @param at when it was chosen, as Slack stamps it: over HTTP an earlier one may come later.
   * @returns whether, each time it is asked, no later choice in that form is known.
   */
  begin(view: string, at: string): () => boolean;
}

export function createRedraws(): Redraws {
  const latest = new Map<string, number>();
  return {
    begin(view, at) {
      const mine = Number(at);
      const last = Math.max(mine, latest.get(view) ?? 0);
      latest.delete(view);
      latest.set(view, last);
      const [oldest] = latest.keys();
      if (latest.size > MOST && oldest !== undefined) latest.delete(oldest);
      return () => latest.get(view) === mine;
    },
  };
}

/** Forms in which somebody chooses in the same few seconds. */
const MOST = 500;
