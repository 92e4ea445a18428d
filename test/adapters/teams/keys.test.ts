/** The keys that Teams signs with: where they cannot be had, nobody is refused for it. */

import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { addressesAt } from '../../../adapters/teams/addresses.ts';
import { type Admit, createAdmit } from '../../../adapters/teams/admit.ts';
import { createConnector } from '../../../adapters/teams/connector.ts';
import {
  claimsFor,
  openIdMetadata,
  publishedKeys,
  signedToken,
} from '../../stand-ins/teams/jwt.ts';
import { SAMPLE } from '../../stand-ins/teams/sample.ts';
import { startTeamsBench } from './teams-bench.ts';

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const ALL = JSON.stringify({ keys: publishedKeys() });

/** How somebody genuine knocks, where the keys are answered so the first time, and then well. */
async function knocking(
  badly: (response: ServerResponse) => void,
): Promise<() => ReturnType<Admit>> {
  let asked = 0;
  server = createServer((request, response) => {
    if (request.url?.endsWith('/openidconfiguration'))
      return void response.end(JSON.stringify(openIdMetadata(url)));
    asked += 1;
    if (asked === 1) badly(response);
    else response.end(ALL);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const addresses = addressesAt(url);
  const { appId } = SAMPLE.bot;
  const token = Object.assign(async () => 'secret', { forget: () => undefined });
  const quiet = () => undefined;
  const admit = createAdmit({
    connector: createConnector({ appId, addresses, token }),
    addresses,
    appId,
    tenant: SAMPLE.tenantId,
    clock: { nowMs: () => Date.now() },
    log: { info: quiet, warn: quiet, error: quiet },
  });
  const { service: serviceUrl } = addresses;
  const conversation = { tenantId: SAMPLE.tenantId };
  const activity = { type: 'message', channelId: 'msteams', serviceUrl, conversation };
  const authorization = `Bearer ${signedToken({ claims: claimsFor(appId, serviceUrl) })}`;
  return () => admit(authorization, activity);
}

describe('keys', () => {
  test.each<readonly [string, (response: ServerResponse) => void]>([
    [
      'that are cut off',
      (to) =>
        to.writeHead(200, { 'content-length': 999 }).write(ALL.slice(0, 50), () => to.destroy()),
    ],
    ['in whose place a page comes', (to) => to.end('<html>Sign in to the proxy</html>')],
    ['that are answered with 503', (to) => to.writeHead(503).end()],
    ['whose connection breaks', (to) => to.destroy()],
    ['that never come', () => undefined],
    ['that begin and never end', (to) => to.writeHead(200).write(ALL.slice(0, 50))],
  ])(
    '%s are no refusal, and asked for again by the next who knocks',
    async (_, badly) => {
      const knock = await knocking(badly);
      await expect(knock()).rejects.toBeInstanceOf(Error);
      expect(await knock()).toBeUndefined();
    },
    15_000,
  );

  test('of which there are none are asked for again at once', async () => {
    const knock = await knocking((to) => to.end('{}'));
    expect(await knock()).toBeUndefined();
  });

  test('that are still read for somebody before keep nobody waiting', async () => {
    const begun = Promise.withResolvers<void>();
    const knock = await knocking((to) => {
      to.writeHead(200).write(ALL.slice(0, 50), () => setTimeout(begun.resolve, 50));
    });
    const first = knock().catch((error: unknown) => error);
    await begun.promise;
    expect(await knock()).toBeUndefined();
    expect(await first).toBeInstanceOf(Error);
  }, 15_000);

  test('that cannot be had are answered 503, and nobody is called a forger', async () => {
    const bench = await startTeamsBench();
    const when = ({ service, path }: { service: string; path: string }) =>
      service === 'keys' && path === 'keys';
    bench.tenant.faults.add({ when, times: 1, trouble: { kind: 'down', how: '503' } });
    const { replies } = await bench.tenant.as('ben').say('mine');
    await bench.stop();
    expect(replies[0]?.status).toBe(503);
    const events = bench.logged.map(({ event }) => event);
    expect(events.filter((one) => /admitted|keys/.test(one))).toEqual(['teams-keys-not-had']);
  });
});
