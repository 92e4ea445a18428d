/** Runs in a thread of its own: reads every page of the heads, and says whether they are sound. */

import { constants, setPriority } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

// On Linux a thread has a priority of its own: whatever ends access goes before this.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const database = new DatabaseSync(String(workerData), { readOnly: true });
const [first] = database.prepare('PRAGMA quick_check(heads)').all();
database.close();
parentPort?.postMessage(String(first?.['quick_check']));
