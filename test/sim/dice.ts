/** Dice that fall the same way whenever they are thrown from the same seed (sfc32). */

export interface Dice {
  /** A whole number from 0 up to, and without, `below`. */
  int(below: number): number;
  between(least: number, most: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Hexadecimal digits. */
  hex(digits: number): string;
}

/** @param stream keeps what is drawn for one purpose apart from what is drawn for another. */
export function createDice(seed: number, stream: number): Dice {
  const state = { a: 0x9e3779b9 ^ stream, b: seed | 0, c: Math.floor(seed / 2 ** 32) | 0, d: 1 };
  for (let turn = 0; turn < 12; turn += 1) next(state);
  const int = (below: number) => Math.floor((next(state) / 2 ** 32) * below);

  return {
    int,
    between: (least, most) => least + int(most - least + 1),
    chance: (share) => next(state) / 2 ** 32 < share,
    pick<T>(list: readonly T[]): T {
      const one = list[int(list.length)];
      if (one === undefined) throw new RangeError('There is nothing to pick from.');
      return one;
    },
    hex(digits) {
      let text = '';
      while (text.length < digits) text += next(state).toString(16).padStart(8, '0');
      return text.slice(0, digits);
    },
  };
}

interface State {
  a: number;
  b: number;
  c: number;
  d: number;
}

function next(state: State): number {
  const sum = (((state.a + state.b) | 0) + state.d) | 0;
  state.d = (state.d + 1) | 0;
  state.a = state.b ^ (state.b >>> 9);
  state.b = (state.c + (state.c << 3)) | 0;
  state.c = ((state.c << 21) | (state.c >>> 11)) + sum;
  state.c |= 0;
  return sum >>> 0;
}
