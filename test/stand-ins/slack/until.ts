/** Waiting for what somebody should see, by event and never by polling. */

const PATIENCE_MS = 5000;

export type Look<T> = () => T | undefined | false;

export function createUntil(subscribe: (listener: () => void) => () => void) {
  return <T>(look: Look<T>, timeoutMs = PATIENCE_MS): Promise<T> =>
    new Promise((resolve, reject) => {
      const found = look();
      if (found) return resolve(found);
      const end = () => {
        clearTimeout(timer);
        unsubscribe();
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`Waited ${timeoutMs} ms in vain until ${String(look)}.`));
      }, timeoutMs);
      const unsubscribe = subscribe(() => {
        try {
          const now = look();
          if (!now) return;
          end();
          resolve(now);
        } catch (error) {
          end();
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
}
