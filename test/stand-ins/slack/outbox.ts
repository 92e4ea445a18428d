/** Everything sent to the bot, over whichever transport is in use, kept to be sent again. */

import type { Delivery, Reply, Sent, Transport } from './delivery.ts';
import { createHttpTransport, post } from './http-transport.ts';
import { formHeaders, type Signing, signedHeaders } from './signature.ts';

export interface Outbox {
  readonly sent: readonly Sent[];
  readonly requestUrl: string | undefined;
  /** From now on over HTTP to this address, or over the sockets when there is none. */
  readonly useRequestUrl: (url: string | undefined) => void;
  readonly send: (delivery: Delivery, signing?: Signing) => Sent;
  readonly again: (which?: Sent) => Promise<Reply>;
  /** Slack's handshake when a request URL is entered. Only over HTTP. */
  readonly verifyUrl: (challenge: string) => Promise<Reply>;
  /** Slack's check of the certificate: a form, unsigned in its oldest way. */
  readonly sslCheck: () => Promise<Reply>;
}

export interface OutboxOptions {
  readonly requestUrl: string | undefined;
  readonly signingSecret: string;
  readonly ackTimeoutMs: number;
  readonly sockets: Transport;
  readonly changed: () => void;
}

export function createOutbox(options: OutboxOptions): Outbox {
  const { signingSecret, ackTimeoutMs } = options;
  const sent: Sent[] = [];
  let { requestUrl } = options;
  const transport = () =>
    requestUrl === undefined
      ? options.sockets
      : createHttpTransport({ requestUrl, signingSecret, ackTimeoutMs });
  const raw = (body: string, headers: Readonly<Record<string, string>>) => {
    if (requestUrl === undefined) throw new Error('There is no request URL in Socket Mode.');
    return post(requestUrl, { body, headers }, ackTimeoutMs);
  };
  return {
    sent,
    get requestUrl() {
      return requestUrl;
    },
    useRequestUrl: (url) => {
      requestUrl = url;
      options.changed();
    },
    send: (delivery, signing = 'valid') => {
      const one = transport().send(delivery, signing);
      sent.push(one);
      return one;
    },
    again: async (which = sent.at(-1)) => {
      if (which === undefined) throw new Error('Nothing has been sent yet.');
      return which.again();
    },
    verifyUrl: async (challenge) => {
      const body = JSON.stringify({ type: 'url_verification', token: 'verification', challenge });
      const signed = signedHeaders(signingSecret, body, 'valid', Date.now());
      return raw(body, { 'content-type': 'application/json', ...signed });
    },
    sslCheck: async () => raw('ssl_check=1&token=verification', formHeaders),
  };
}
