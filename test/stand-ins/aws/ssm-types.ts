/** What Systems Manager keeps for an account in a Region: plain data, fit for a snapshot. */

import type { AccessRequest } from './access-types.ts';
import type { Execution } from './automation-types.ts';
import type { Tag } from './types.ts';

export type PingStatus = 'Online' | 'ConnectionLost' | 'Inactive';
export type PlatformType = 'Linux' | 'Windows' | 'MacOS';
export type SessionType = 'Standard_Stream' | 'Port' | 'InteractiveCommands';
export type AccessType = 'Standard' | 'JustInTime';
export type DocumentType = 'Session' | 'Automation' | 'ManualApprovalPolicy' | 'ChangeCalendar';
export type DocumentFormat = 'JSON' | 'YAML' | 'TEXT';
/** An alarm of CloudWatch; one that nobody set is not found when it is polled. */
export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface SsmNode {
  /** `i-…` for an instance of EC2, `mi-…` for any other machine. */
  readonly id: string;
  readonly name: string;
  readonly tags: readonly Tag[];
  readonly ping: PingStatus;
  readonly agentVersion: string;
  readonly platform: PlatformType;
  /** As `Amazon Linux`. */
  readonly platformName?: string;
  readonly ip?: string;
  readonly atMs: number;
}

export interface DocumentVersion {
  readonly number: number;
  readonly content: string;
  /** JSON if absent. */
  readonly format?: DocumentFormat;
  readonly name?: string;
  readonly atMs: number;
}

export interface SsmDocument {
  readonly name: string;
  /** A session document if absent. */
  readonly type?: DocumentType;
  readonly tags: readonly Tag[];
  readonly defaultVersion: number;
  /** From the oldest to the newest. */
  readonly versions: readonly DocumentVersion[];
  /** Of AWS, and the same for every account. */
  readonly isAmazons?: boolean;
}

export interface SsmSession {
  readonly id: string;
  /** Counts the sessions of its place: the order they are listed in. */
  readonly number: number;
  readonly account: string;
  readonly region: string;
  /** The ARN of who started it. */
  readonly owner: string;
  /** As `aws:userid` has it, which policies about one's own sessions name. */
  readonly ownerId: string;
  readonly node: string;
  readonly document: string;
  readonly type: SessionType;
  readonly accessType: AccessType;
  readonly reason?: string;
  /** The properties of the document with its parameters put in: where a tunnel leads, say. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly startedAtMs: number;
  readonly maxMinutes?: number;
  readonly idleMinutes: number;
  readonly connected: boolean;
  readonly idleSinceMs?: number;
  readonly terminatedAtMs?: number;
}

export interface Place {
  readonly account: string;
  readonly region: string;
  readonly nodes: Map<string, SsmNode>;
  readonly documents: Map<string, SsmDocument>;
  readonly sessions: Map<string, SsmSession>;
  readonly executions: Map<string, Execution>;
  readonly alarms: Map<string, AlarmState>;
  readonly accessRequests: Map<string, AccessRequest>;
}

/** When it ended or will end as things are: by a call, by its longest time, or by idleness. */
export function endOf(session: SsmSession): number {
  const { startedAtMs, maxMinutes, idleMinutes, idleSinceMs, terminatedAtMs } = session;
  return Math.min(
    terminatedAtMs ?? Infinity,
    maxMinutes === undefined ? Infinity : startedAtMs + maxMinutes * 60_000,
    idleSinceMs === undefined ? Infinity : idleSinceMs + idleMinutes * 60_000,
  );
}
