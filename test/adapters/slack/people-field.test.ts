/** People chosen in a modal of Slack: as it offers them, hands them over, and keeps them. */

import { expect, test } from 'vitest';
import { formOf } from '../../../adapters/slack/payload.ts';
import { renderForm } from '../../../adapters/slack/render-form.ts';
import { refilled } from '../../../adapters/slack/view-edit.ts';
import type { Form } from '../../../src/card/form.ts';
import { checkBlocks } from '../../stand-ins/slack/block-limits.ts';
import type { Json } from '../../stand-ins/slack/json.ts';
import { EN } from '../../card/case-story.ts';

const around = { team: 'T1', usergroup: () => undefined, reader: EN };
const form: Form = {
  kind: 'request',
  title: 'Production access',
  close: 'Cancel',
  fields: [
    {
      kind: 'people',
      id: 'also',
      label: 'Also ask',
      values: ['slack:T1:UBEN', 'slack:T2:UZOE', 'teams:tenant:chie'].map((value) => {
        return { value, label: value };
      }),
      offered: [],
      most: 5,
      placeholder: 'Choose people',
      hint: 'Each of them has to approve as well',
      optional: true,
    },
  ],
};

test('are Slack’s own list; of other workspaces and platforms it knows nobody', () => {
  const { blocks } = renderForm(form, around);
  expect(blocks).toMatchObject([
    {
      type: 'input',
      optional: true,
      element: { type: 'multi_users_select', initial_users: ['UBEN'], max_selected_items: 5 },
    },
  ]);
  expect(checkBlocks(blocks as unknown as Json, 'modal', '/blocks')).toEqual([]);
});

const held = (selected_users: unknown) => ({
  callback_id: 'request',
  state: { values: { also: { also: { type: 'multi_users_select', selected_users } } } },
});

test('come back as accounts of the workspace, and as nothing where none was chosen', () => {
  const team = { id: 'T1' };
  const sent = formOf({ team, view: held(['UBEN', 'UCHIE']) });
  expect(sent?.typed).toEqual({ also: 'slack:T1:UBEN slack:T1:UCHIE' });
  const elsewhere = {
    team: { id: 'T2' },
    view: { ...held(['UBEN']), app_installed_team_id: 'T1' },
  };
  expect(formOf(elsewhere)?.typed).toEqual({ also: 'slack:T1:UBEN' });
  for (const none of [[], null, 'UBEN', [7]]) {
    expect(formOf({ team, view: held(none) })?.typed).toEqual({});
  }
});

test('stay chosen when the form is shown again', () => {
  const element = { type: 'multi_users_select', action_id: 'also', initial_users: ['UDAI'] };
  const blocks = [{ type: 'input', block_id: 'also', element }];
  const again = refilled({ ...held(['UBEN']), blocks });
  expect(again['blocks']).toMatchObject([{ element: { initial_users: ['UBEN'] } }]);
  const emptied = refilled({ ...held([]), blocks });
  expect(emptied['blocks']).toEqual([
    { type: 'input', block_id: 'also', element: { type: 'multi_users_select', action_id: 'also' } },
  ]);
});
