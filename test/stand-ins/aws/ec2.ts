/** EC2 of the stand-in, as far as it is asked: which tags nodes have. */

import type { RequireAllowed } from './allowed.ts';
import type { Dialect } from './dialect.ts';
import { AwsFault } from './fault.ts';
import { regionOf } from './json-dialect.ts';
import { parseForm } from './params.ts';
import type { Place } from './ssm-types.ts';
import type { Tag } from './types.ts';
import { toXml } from './xml.ts';

export interface Ec2Options {
  readonly requireAllowed: RequireAllowed;
  readonly place: (account: string, region: string) => Place;
  readonly pageSize: number;
}

interface TagItem extends Tag {
  readonly id: string;
}

export function createEc2({ requireAllowed, place, pageSize }: Ec2Options): Dialect {
  return {
    read({ body }) {
      const { Action = '', Version: _, ...params } = parseForm(body);
      return { action: Action, params };
    },
    run({ call, key, request, requestId }) {
      if (call.action !== 'DescribeTags') throw new AwsFault('InvalidAction', 'No such action.');
      const where = place(key.account, regionOf({ request }));
      const action = 'ec2:DescribeTags';
      const resource = `arn:aws:ec2:${where.region}:${where.account}:*`;
      requireAllowed(key, { action, resource, owner: where.account, facts: {} });
      const params = parseForm(request.body);
      const from = Number(params['NextToken'] ?? 0);
      const all = tagsOf(where).filter(fits(params));
      const rest = all.length > from + pageSize ? from + pageSize : undefined;
      const body = toXml({
        requestId,
        ...(rest === undefined ? {} : { nextToken: String(rest) }),
      });
      const items = all.slice(from, from + pageSize).map((one) => toXml({ item: drawn(one) }));
      const head = '<DescribeTagsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">';
      return xml(200, `${head}${body}<tagSet>${items.join('')}</tagSet></DescribeTagsResponse>`);
    },
    refuse(fault, _call, requestId) {
      const isDenied = fault.code.startsWith('AccessDenied');
      const Code = isDenied ? 'UnauthorizedOperation' : fault.code;
      const Error = { Code, Message: fault.message };
      const body = toXml({ Errors: { Error }, RequestID: requestId });
      return xml(fault.status, `<Response>${body}</Response>`);
    },
  };
}

const FIELDS: Readonly<Record<string, (tag: TagItem) => string>> = {
  'resource-id': ({ id }) => id,
  'resource-type': () => 'instance',
  key: ({ key }) => key,
  value: ({ value }) => value,
};

/** Every filter has to fit, and of its values any; stars in a value are not played. */
function fits(params: Readonly<Record<string, string>>): (tag: TagItem) => boolean {
  const named = Object.entries(params).flatMap(([name, value]) => {
    const [, at] = /^Filter\.(\d+)\.Name$/.exec(name) ?? [];
    return at === undefined ? [] : [{ at, field: FIELDS[value] }];
  });
  const filters = named.map(({ at, field }) => {
    if (!field) throw new AwsFault('InvalidParameterValue', 'No such filter.');
    const own = Object.keys(params).filter((name) => name.startsWith(`Filter.${at}.Value.`));
    return { field, values: own.map((name) => params[name]) };
  });
  return (tag) => filters.every(({ field, values }) => values.includes(field(tag)));
}

/** Machines that were registered by hand are none of EC2's. */
const tagsOf = ({ nodes }: Place): readonly TagItem[] =>
  [...nodes].flatMap(([id, { tags }]) =>
    id.startsWith('mi-') ? [] : tags.map((tag) => ({ id, ...tag })),
  );

const drawn = ({ id, key, value }: TagItem) => ({
  resourceId: id,
  resourceType: 'instance',
  key,
  value,
});

const xml = (status: number, body: string) => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body,
});
