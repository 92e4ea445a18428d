/** What comes back from a form in Teams, as the core knows it. */

import { describe, expect, test } from 'vitest';
import { createPen } from '../../../adapters/teams/pen.ts';
import { typedFrom } from '../../../adapters/teams/render-typed.ts';
import { DRAWING, EN } from '../../card/case-story.ts';
import { form } from './sample-form.ts';

const pen = createPen({
  tenant: 't1',
  reader: EN,
  member: () => undefined,
  channelName: () => undefined,
});

describe('what comes back', () => {
  const data = {
    form: 'request',
    drawing: DRAWING,
    redraw: true,
    msteams: { type: 'task/submit' },
    why: 'first, second',
    'nodes:prod-shell': 'i-0000000a, i-0000000b,,',
    count: 3,
    nothing: null,
  };

  test('is what was typed, several values parted by a space, without our own data', () => {
    expect(typedFrom(data, form.fields)).toEqual({
      why: 'first, second',
      'nodes:prod-shell': 'i-0000000a i-0000000b',
    });
  });

  test('is read without the form as well, by what its button carries', () => {
    const [submit] = pen.form(form).card.actions ?? [];
    expect(typedFrom({ ...submit?.data, ...data })).toEqual(typedFrom(data, form.fields));
    expect(typedFrom(data)['nodes:prod-shell']).toBe('i-0000000a, i-0000000b,,');
  });
});
