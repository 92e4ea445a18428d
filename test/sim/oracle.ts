/** What must hold, watched from outside. */
import type { Head } from '../../src/ports/store.ts';
export class Oracle {
  pages = 0;
  broken: string[] = [];
  constructor(..._: unknown[]) {}
  committed(_h: Head, _v: number) {}
  sending(..._: unknown[]) {}
  clicked(..._: unknown[]) {}
  logged(..._: unknown[]) {}
  look(..._: unknown[]) {}
}
