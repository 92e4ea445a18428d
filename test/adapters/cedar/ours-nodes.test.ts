/** Statements of ours about nodes and groups, and what nobody knows of them. */

import { describe, expect, test } from 'vitest';
import { loaded, PROD_DB, QUESTION, saidOf } from './questions.ts';

describe('nodes', () => {
  const node = (id: string, tags: Record<string, string>) => ({ id, tags, isWhole: true });
  const [prod, dev] = [node('i-1', { env: 'prod' }), node('i-2', { env: 'dev' })];
  const dotted = 'resource is Node && resource.hasTag("env") && resource.getTag("env")';

  test('one that is forbidden forbids all of it', () => {
    const engine = loaded({
      text: `forbid(principal, action, resource) when { ${dotted} == "prod" };`,
    });
    expect(saidOf(engine, { nodes: [dev, prod] }).forbid).toEqual(['p.cedar#0']);
    expect(saidOf(engine, { nodes: [dev] }).forbid).toEqual([]);
  });

  test('what approves at once has to hold for the entry and for every node', () => {
    const text = `permit(principal, action, resource in Entitlement::"prod-db")
      unless { ${dotted} == "prod" };`;
    const engine = loaded({ as: 'auto-approve', text });
    expect(saidOf(engine, { nodes: [dev] }).auto).toHaveLength(1);
    expect(saidOf(engine, { nodes: [dev, prod] }).auto).toEqual([]);
  });

  test('several statements of one quota may approve it together', () => {
    const text = `permit(principal, action, resource == Entitlement::"prod-db");
      permit(principal, action, resource) when { ${dotted} == "dev" };`;
    const engine = loaded({ as: 'auto-approve', text });
    expect(saidOf(engine, { nodes: [dev] }).auto).toEqual([{ statement: 'p.cedar#0, p.cedar#1' }]);
  });

  test('a tag that nobody has read refuses, asks a person, and approves nothing', () => {
    const nodes = [{ id: 'i-1', tags: { Role: 'bastion' } }];
    const text = `forbid(principal, action, resource) when { ${dotted} == "prod" };`;
    expect(loaded({ text }).evaluate({ ...QUESTION, nodes })).toMatchObject({
      code: 'policy-failed',
      facts: { what: 'p.cedar#0, i-1' },
    });
    expect(saidOf(loaded({ text, as: 'no-auto' }), { nodes }).noAuto).toEqual(['p.cedar#0']);
    const open = 'permit(principal, action, resource) unless { resource.hasTag("env") };';
    const plain = { ...PROD_DB, tags: {} };
    const asked = { nodes, entitlement: plain };
    expect(saidOf(loaded({ text: open, as: 'auto-approve' }), asked).auto).toEqual([]);
  });

  test.each([
    'when { resource.hasTag("pci") } unless { resource is Entitlement }',
    'when { resource is Entitlement && context.liveGrants > 9 || resource.hasTag("pci") }',
    'when { (resource).hasTag("pci") }',
    'when { resource.hasTag("constructor") }',
  ])('and so does one that may be about nodes however it is written: %s', (condition) => {
    const nodes = [{ id: 'i-1', tags: { Role: 'bastion' } }];
    const text = `forbid(principal, action, resource) ${condition};`;
    expect(loaded({ text }).asksNodes).toBe(true);
    expect(loaded({ text }).evaluate({ ...QUESTION, nodes })).toMatchObject({
      code: 'policy-failed',
    });
    expect(saidOf(loaded({ text, as: 'no-auto' }), { nodes }).noAuto).toHaveLength(1);
  });

  test('which nodes they are is unknown where they are too many to be named', () => {
    const nodes = [{ id: '60 nodes with Role=web', tags: { Role: 'web' }, isUnnamed: true }];
    const forbid = 'forbid(principal, action, resource == Node::"i-0123456789abcdef0");';
    expect(loaded({ text: forbid }).evaluate({ ...QUESTION, nodes })).toMatchObject({
      code: 'policy-failed',
    });
    const said = (text: string, schema: 'prod-access' | 'jitna' = 'prod-access') =>
      saidOf(loaded({ as: 'auto-approve', schema, text }), { nodes }).auto;
    const entry = 'permit(principal, action, resource in Entitlement::"prod-db")';
    expect(said(`${entry} unless { resource == Node::"i-0123456789abcdef0" };`)).toEqual([]);
    expect(said(`${entry} unless { resource.id == "i-0123456789abcdef0" };`)).toEqual([]);
    // Machines that were registered by hand may be among them.
    expect(said('permit(principal, action, resource is AWS::EC2::Instance);', 'jitna')).toEqual([]);
    expect(said(`@id("all")${entry};`)).toHaveLength(1);
  });

  test('the tag that they were found by is known, and so is what is said of the entry', () => {
    const nodes = [{ id: 'i-1', tags: { env: 'prod' } }];
    const text = `forbid(principal, action, resource) when { ${dotted} == "prod" };`;
    expect(saidOf(loaded({ text }), { nodes }).forbid).toEqual(['p.cedar#0']);
    const entry = 'forbid(principal, action, resource is Entitlement) when {resource.hasTag("x")};';
    expect(saidOf(loaded({ text: entry }), { nodes }).forbid).toEqual([]);
  });
});

describe('groups that do not answer', () => {
  const text = 'forbid(principal in Group::"contractors", action, resource);';
  const silent = ['contractors'];

  test('refuse what a statement about them might forbid', () => {
    const answer = loaded({ text }).evaluate({ ...QUESTION, silent });
    expect(answer).toMatchObject({ code: 'directory-silent', facts: { what: 'contractors' } });
  });

  test('ask a person where a statement about them might', () => {
    expect(saidOf(loaded({ text, as: 'no-auto' }), { silent }).noAuto).toEqual(['p.cedar#0']);
  });

  test('a schedule counts where a statement speaks of who is on call', () => {
    const engine = loaded({ text: 'forbid(principal, action, resource) unless {context.onCall};' });
    expect(engine.groups).toEqual(['primary']);
    expect(engine.evaluate({ ...QUESTION, silent: ['primary'] })).toMatchObject({ ok: false });
  });
});
