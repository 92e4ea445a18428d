/** Tags of documents, executions and machines outside EC2; those of instances are EC2's own. */

import { opsItemArn } from './access-requests.ts';
import { executionArn } from './automation-types.ts';
import { tagFacts } from './caller.ts';
import { AwsFault } from './fault.ts';
import { checkTags, QUOTA } from './quotas.ts';
import {
  drawTags,
  require,
  requiredText,
  type SsmCall,
  tagsIn,
  tagsOfResource,
} from './ssm-call.ts';
import { documentArn } from './ssm-document.ts';
import { nodeArn } from './ssm-nodes.ts';
import type { Tag } from './types.ts';

export function listTags(call: SsmCall): object {
  const tagged = taggedOf(call);
  require(call, tagged.arn, tagsOfResource(tagged.tags));
  return { TagList: drawTags(tagged.read()) };
}

export function addTags(call: SsmCall): object {
  const tagged = taggedOf(call);
  const added = tagsIn(call.input);
  const keys = added.map(({ key }) => key);
  const requested = { ...tagFacts('aws:RequestTag', added), 'aws:TagKeys': keys };
  require(call, tagged.arn, { ...tagsOfResource(tagged.tags), ...requested });
  checkTags(added);
  const tags = [...tagged.read().filter(({ key }) => !keys.includes(key)), ...added];
  if (tags.length > QUOTA.tags) throw new AwsFault('TooManyTagsError', 'There are too many tags.');
  tagged.write(tags);
  return {};
}

export function removeTags(call: SsmCall): object {
  const tagged = taggedOf(call);
  const keys = (call.input['TagKeys'] ?? []) as readonly string[];
  require(call, tagged.arn, { ...tagsOfResource(tagged.tags), 'aws:TagKeys': keys });
  tagged.write(tagged.read().filter(({ key }) => !keys.includes(key)));
  return {};
}

interface Tagged {
  readonly arn: string;
  readonly tags: readonly Tag[];
  /** @throws AwsFault where there is nothing of that name */
  read(): readonly Tag[];
  write(tags: readonly Tag[]): void;
}

function taggedOf({ place, places, input, changed }: SsmCall): Tagged {
  const type = requiredText(input, 'ResourceType');
  const id = requiredText(input, 'ResourceId');
  const unknown = new AwsFault('InvalidResourceId', `The resource ID ${id} is not valid.`);
  if (type === 'Document') {
    const found = place.documents.get(id);
    return tagged(documentArn(place, id), found, unknown, (tags) => {
      if (found) place.documents.set(id, { ...found, tags });
      changed();
    });
  }
  if (type === 'OpsItem') {
    const found = place.accessRequests.get(id);
    return tagged(opsItemArn(place, id), found, unknown, (tags) => {
      if (found) place.accessRequests.set(id, { ...found, tags });
      changed();
    });
  }
  if (type === 'Automation') {
    const found = place.executions.get(id);
    return tagged(executionArn({ ...place, id }), found, unknown, (tags) => {
      if (found) place.executions.set(id, { ...found, tags });
      changed();
    });
  }
  if (type !== 'ManagedInstance') {
    throw new AwsFault('InvalidResourceType', `The resource type ${type} is not valid.`);
  }
  const found = id.startsWith('mi-') ? place.nodes.get(id) : undefined;
  return tagged(nodeArn(place, id), found, unknown, (tags) => {
    if (found) places.putNode(place, { ...found, tags });
    changed();
  });
}

function tagged(
  arn: string,
  found: { readonly tags: readonly Tag[] } | undefined,
  unknown: AwsFault,
  write: (tags: readonly Tag[]) => void,
): Tagged {
  const read = () => {
    if (!found) throw unknown;
    return found.tags;
  };
  return { arn, tags: found?.tags ?? [], read, write };
}
