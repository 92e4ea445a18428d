/** A list of nodes: what is found in it, and in which order. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findNodes, type ListedNode, listNodes } from '../../src/catalog/node-list.ts';

const node = (id: string, name: string, more: Partial<ListedNode> = {}): ListedNode => {
  return { id, name, isOnline: true, ...more };
};
const LIST = listNodes([
  node('i-03', 'web-02', { isOnline: false }),
  node('i-02', 'Web-01', { address: '10.0.1.12', platform: 'Amazon Linux' }),
  node('i-01', 'app-01', { address: '10.0.2.12', platform: 'Windows' }),
]);
const found = (typed: string, most = 10) => findNodes(LIST, typed, most).map(({ id }) => id);

describe('what is found', () => {
  test.each([
    ['nothing typed: all, and those that answer first', '', ['i-01', 'i-02', 'i-03']],
    ['part of a name, in any case', 'WEB', ['i-02', 'i-03']],
    ['part of an id', '03', ['i-03']],
    ['part of an address', '.1.12', ['i-02']],
    ['part of a platform', 'linux', ['i-02']],
    ['several words, in any order', 'linux web', ['i-02']],
    ['letters in full width', 'ｗｅｂ-01', ['i-02']],
    ['words that are not all there', 'web windows', []],
    ['no word across two facts', 'web-0110', []],
  ])('%s', (_, typed, ids) => {
    expect(found(typed)).toEqual(ids);
  });

  test('is no more than was asked for', () => {
    expect(found('', 2)).toEqual(['i-01', 'i-02']);
  });

  test('names each node once, however often AWS told of it', () => {
    const twice = listNodes([node('i-01', 'old'), node('i-01', 'new')]);
    expect(twice.nodes).toEqual([node('i-01', 'new')]);
  });

  test('contains what was typed, whatever it is, and is found by its own name', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (name, typed) => {
        const list = listNodes([node('i-01', name)]);
        expect(() => findNodes(list, typed, 10)).not.toThrow();
        expect(findNodes(list, name, 10)).toHaveLength(1);
      }),
    );
  });
});
