/** Machines behind Session Manager, and entitlements that lead to them, for stories. */

import type { World } from './world.ts';
import { JUMP, PRODUCTION } from './seed.ts';

export const REGION = 'ap-northeast-1';
export const BASTION = 'i-0123456789abcdef0';
export const OTHER = 'i-0fedcba9876543210';
export const SHELL = 'ProdAccess-Shell-60m';
export const GUI = 'ProdAccess-Admin-GUI';

/** As `deploy/session-documents.yml` publishes them. */
export const SHELL_DOCUMENT = {
  schemaVersion: '1.0',
  sessionType: 'Standard_Stream',
  inputs: {
    idleSessionTimeout: '20',
    maxSessionDuration: '60',
    cloudWatchLogGroupName: '/prod-access/shells',
  },
};
export const GUI_DOCUMENT = {
  schemaVersion: '1.0',
  sessionType: 'Port',
  parameters: {
    localPortNumber: { type: 'String', default: '8443', allowedPattern: '^[0-9]{1,5}$' },
  },
  properties: {
    type: 'LocalPortForwarding',
    host: 'gui.internal',
    portNumber: '443',
    localPortNumber: '{{ localPortNumber }}',
  },
};

export const region = ({ aws }: Pick<World, 'aws'>) => aws.ssm.region(JUMP, REGION);

/** A bastion by its tag, and another machine of the same account. */
export function putNodes(world: Pick<World, 'aws'>): void {
  const hand = region(world);
  hand.putNode(BASTION, { name: 'bastion', tags: { Role: 'bastion' } });
  hand.putNode(OTHER, { name: 'batch', tags: { Role: 'batch' } });
  hand.putDocument(SHELL, SHELL_DOCUMENT);
  hand.putDocument(GUI, GUI_DOCUMENT);
}

/** `prod-shell`, and `prod-gui`: console role and tunnel in one grant. */
export const withNodes = (text: string): string =>
  text
    .replace('\nrules:\n', `${ENTITLEMENTS}\nrules:\n`)
    .replace('for: [prod-logs, prod-ops]', 'for: [prod-logs, prod-ops, prod-shell, prod-gui]');

const ENTITLEMENTS = `
  - id: prod-shell
    title: { en: Shell on the bastion, ja: 踏み台のシェル }
    target:
      kind: ssm-node
      account: "${JUMP}"
      region: ${REGION}
      tag: Role=bastion
      document: ${SHELL}
    longest: 4h
    channel: C0APPROVE1
    tags: { env: production }

  - id: prod-gui
    title: { en: Admin GUI and its console role, ja: 管理画面とコンソールのロール }
    targets:
      - kind: iam-policy
        user_account: "${JUMP}"
        role: ProdLogReader
        account: "${PRODUCTION}"
      - kind: ssm-port-forward
        account: "${JUMP}"
        region: ${REGION}
        tag: Role=bastion
        document: ${GUI}
        local_port: 8443
        opens: https://localhost:8443
    longest: 4h
    channel: C0APPROVE1
    tags: { env: production }
`;

interface Opening {
  readonly user?: string;
  readonly node?: string;
  readonly document?: string;
  readonly parameters?: Readonly<Record<string, readonly string[]>>;
}

const whose = ({ user = 'aiko.sato', node = BASTION, document = GUI, ...more }: Opening) => {
  return { account: JUMP, region: REGION, user, node, document, mfa: true, ...more };
};

/** As a shell reads `--parameters name=value` of a command that was pasted. */
export const parametersIn = (command: string): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    [...command.matchAll(/--parameters (\w+)=(\w+)/g)].map(([, name = '', value = '']) => [
      name,
      [value],
    ]),
  );

export const mayOpen = ({ aws }: World, opening: Opening = {}): boolean =>
  aws.mayStartSession(whose(opening)).allowed;
export const open = ({ aws }: World, opening: Opening = {}) => aws.startSession(whose(opening));
export const openSessions = ({ aws }: World) =>
  aws.sessionsOf({ account: JUMP, region: REGION, live: true });
