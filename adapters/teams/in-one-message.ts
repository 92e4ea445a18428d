/** What is said in one turn goes to the other thread in one message. */

export function inOneMessage<T>(post: (all: readonly T[]) => void): (one: T) => void {
  let waiting: T[] = [];
  return (one) => {
    waiting.push(one);
    if (waiting.length > 1) return;
    setImmediate(() => {
      const all = waiting;
      waiting = [];
      post(all);
    });
  };
}
