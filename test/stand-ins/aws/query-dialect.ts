/** The query protocol, which IAM and STS speak: a form goes in, XML comes out. */

import type { Answer, Dialect } from './dialect.ts';
import { parseForm } from './params.ts';
import type { Service } from './service.ts';
import { toXml } from './xml.ts';

const NAMESPACE: Readonly<Record<string, string>> = {
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
};

export const createQueryDialect = (service: Service): Dialect => ({
  read({ body }) {
    const { Action, Version: _, ...params } = parseForm(body);
    return { action: Action ?? '', params };
  },
  run({ request, call, key, requestId }) {
    const { service: name, action } = call;
    const result = service(name, action, parseForm(request.body), key);
    const body = toXml({
      [`${action}Result`]: result,
      ResponseMetadata: { RequestId: requestId },
    });
    return xml(200, `<${action}Response xmlns="${NAMESPACE[name]}">${body}</${action}Response>`);
  },
  refuse(fault, call, requestId) {
    const Type = fault.status >= 500 ? 'Receiver' : 'Sender';
    const Error = { Type, Code: fault.code, Message: fault.message };
    const body = toXml({ Error, RequestId: requestId });
    const namespace = NAMESPACE[call.service] ?? NAMESPACE.iam;
    return xml(fault.status, `<ErrorResponse xmlns="${namespace}">${body}</ErrorResponse>`);
  },
});

const xml = (status: number, body: string): Answer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body,
});
