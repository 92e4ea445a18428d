/**
 * One call of EC2, which is asked for nothing but tags: a client of its own would be the largest
 * thing here. It is signed and sent by what the SDK signs and sends with.
 */

import { Fault } from '../../src/kernel/fault.ts';
import { askedAgain } from './ask-again.ts';
import { faultOf } from './faults.ts';
import type { Place } from './ssm-read.ts';

/** As much of a client of the SDK as is needed to sign for another service. */
interface Signing {
  readonly config: {
    readonly signer: (scheme: object) => Promise<{ sign(request: object): Promise<object> }>;
    readonly requestHandler: {
      handle(request: object, options: { readonly abortSignal: AbortSignal }): Promise<Received>;
    };
  };
}

interface Received {
  readonly response: { readonly statusCode: number; readonly body: AsyncIterable<Uint8Array> };
}

/** The body of the answer. @throws Fault for everything that is not an answer. */
export async function callEc2(
  { clients, account, region, signal }: Place,
  action: string,
  input: Readonly<Record<string, string>>,
): Promise<string> {
  const { SSMClient } = await clients.ssmSdk();
  // Never one that is used otherwise: the first name that it signs with is kept.
  const client = await clients.other({ account, region, service: 'ec2' }, SSMClient);
  const { config } = client as unknown as Signing;
  const url = new URL(endpointIn(region));
  const form = new URLSearchParams({ Action: action, Version: '2016-11-15', ...input });
  const request = {
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port && { port: Number(url.port) }),
    path: '/',
    query: {},
    headers: { host: url.host, 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  };
  const scheme = { name: 'sigv4', signingName: 'ec2', signingRegion: region, properties: {} };
  try {
    return await askedAgain(clients, action, async () => {
      const signed = await (await config.signer(scheme)).sign(request);
      const { response } = await config.requestHandler.handle(signed, { abortSignal: signal });
      const body = await textOf(response.body);
      if (response.statusCode >= 300) throw refusedBy(action, body);
      return body;
    });
  } catch (error) {
    throw faultOf(error, `ec2:${action}`);
  }
}

function endpointIn(region: string): string {
  const { AWS_ENDPOINT_URL_EC2, AWS_ENDPOINT_URL } = process.env;
  const end = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return AWS_ENDPOINT_URL_EC2 || AWS_ENDPOINT_URL || `https://ec2.${region}.${end}`;
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function refusedBy(action: string, body: string): Fault {
  const code = /<Code>([^<]*)<\/Code>/.exec(body)?.[1] ?? 'unknown';
  const said = `ec2:${action}: ${code}`;
  if (/^(?:RequestLimitExceeded|Throttling)/.test(code)) return new Fault('aws-throttled', said);
  const isDenied = /^(?:UnauthorizedOperation|AuthFailure|AccessDenied)/.test(code);
  return new Fault(isDenied ? 'aws-refused' : 'aws-unreachable', said);
}
