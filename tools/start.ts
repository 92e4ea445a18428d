/** `npm start`: the demo where nothing is configured, the real thing where something is. */

import { isDemoAsked, whyNoDemo } from '../src/config/env-names.ts';
import { main } from '../src/main.ts';

if (isDemoAsked(process.env)) {
  const { startDemo } = await import('./demo/demo.ts');
  const { giveUp } = await import('./demo/alone.ts');
  const demo = await startDemo().catch(giveUp);
  process.stdout.write(`The demo plays at ${demo.url}  (Ctrl-C ends it; it goes on from there)\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void demo.close().finally(() => process.exit(0));
    });
  }
} else {
  const why = whyNoDemo(process.env);
  if (why !== undefined) process.stderr.write(`${why}\n`);
  process.exitCode = await main(['serve']);
}
