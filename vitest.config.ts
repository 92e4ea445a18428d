import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Where .ci/run wants the results as data; people read the terminal.
const report = process.env['TEST_REPORT'];

const RULES = [
  'audit',
  'card',
  'case-file',
  'catalog',
  'config',
  'engine',
  'holding',
  'kernel',
  'policy',
  'request',
  'work',
].map((folder) => `test/${folder}/**/*.test.ts`);

const STORIES = ['test/story/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      // Rules alone: no socket, no process, nothing of Node's that a test could leave changed.
      { extends: true, test: { name: 'rules', include: RULES, isolate: false } },
      // Each story opens a world of its own and closes it: only what is loaded is shared.
      { extends: true, test: { name: 'stories', include: STORIES, isolate: false } },
      {
        extends: true,
        test: {
          name: 'world',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', ...RULES, ...STORIES],
        },
      },
    ],
    testTimeout: 30_000,
    // Stories mostly wait for sockets: two more than there are cores take a seventh less time.
    maxWorkers: availableParallelism() + 2,
    // Stories run on real sockets and time: a shared machine may starve one of them for seconds.
    retry: process.env['CI'] ? 2 : 0,
    hookTimeout: 30_000,
    ...(report ? { reporters: ['default', 'json'], outputFile: { json: report } } : {}),
  },
});
