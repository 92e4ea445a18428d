/** What the ack of a submission does to the modal: errors, another view, or the end of it. */

import { failureOf, type Outcome, type Person } from './answer.ts';
import type { Reply } from './delivery.ts';
import { isObject, type JsonObject, objectAt, wordAt } from './json.ts';
import { slackSays } from './message-acts.ts';
import type { View } from './view.ts';
import { checkView } from './view-limits.ts';
import { closeViews, makeView, replaceView, saveView } from './view-stack.ts';

const TROUBLE = 'We had some trouble connecting. Try again?';
const DEEPEST = 3;

export function submissionOutcome(person: Person, submitted: View, reply: Reply): Outcome {
  const failure = failureOf(reply);
  if (failure !== undefined) return slackSays(person, '', `${TROUBLE} (${failure})`);
  const { workspace, user } = person;
  // The bot may have redrawn the modal with views.update before it acknowledged.
  const view = workspace.state.views[submitted.id];
  const body = isObject(reply.body) ? reply.body : {};
  if (view === undefined) return {};
  switch (wordAt(body, 'response_action')) {
    case '':
      closeViews(workspace, user, 'top');
      return {};
    case 'clear':
      closeViews(workspace, user, 'all');
      return {};
    case 'errors':
      return showErrors(person, view, objectAt(body, 'errors'));
    case 'update':
    case 'push':
      return showView(person, view, body);
    default:
      return slackSays(person, '', `${TROUBLE} (invalid response_action)`);
  }
}

/** Slack shows an error only under a block that the modal has; otherwise it shows its own. */
function showErrors(person: Person, view: View, errors: JsonObject): Outcome {
  const inputs = view.blocks.filter((block) => block['type'] === 'input');
  const known = inputs.map((block) => wordAt(block, 'block_id'));
  const shown: Record<string, string> = {};
  for (const blockId of Object.keys(errors)) {
    if (!known.includes(blockId)) {
      return slackSays(person, '', `${TROUBLE} (no input block ${blockId})`);
    }
    shown[blockId] = wordAt(errors, blockId);
  }
  if (Object.keys(shown).length === 0) return slackSays(person, '', `${TROUBLE} (no errors)`);
  saveView(person.workspace, { ...view, errors: shown });
  return { errors: shown };
}

function showView(person: Person, view: View, body: JsonObject): Outcome {
  const { workspace, user } = person;
  const verdict = checkView(body['view'], 'modal');
  if (!verdict.ok) return slackSays(person, '', `${TROUBLE} (${verdict.messages.join('; ')})`);
  if (body['response_action'] === 'update') replaceView(workspace, view, verdict.view);
  else if ((workspace.state.stacks[user] ?? []).length >= DEEPEST) {
    return slackSays(person, '', `${TROUBLE} (push_limit_reached)`);
  } else makeView(workspace, user, verdict.view, true);
  return {};
}
