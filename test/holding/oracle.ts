/** Who may use what when, kept by the simplest means: of each lease its highest order, no more. */

import type { LeaseOrder } from '../../src/holding/lease.ts';

interface Known {
  readonly resources: readonly string[];
  readonly startMs: number;
  revision: number;
  endMs: number;
}

export class Oracle {
  readonly leases = new Map<string, Known>();
  /** The latest `notAfter` of all that ever reached a resource. */
  readonly latest = new Map<string, number>();

  order(order: LeaseOrder, resources: readonly string[], nowMs: number): void {
    for (const one of resources) {
      this.latest.set(one, Math.max(this.latest.get(one) ?? 0, order.notAfterMs));
    }
    const endMs = order.endMs ?? order.notAfterMs;
    const { revision, startMs } = order;
    const known = this.leases.get(order.grant);
    if (!known) {
      this.leases.set(order.grant, { resources, startMs, revision, endMs });
      return;
    }
    if (revision <= known.revision) return;
    known.revision = revision;
    // What has ended by the time of an order is not moved by it.
    if (known.endMs > nowMs) known.endMs = endMs;
  }

  /** What the holding gave up giving is wanted by nobody. */
  fail(grant: string, nowMs: number): void {
    const known = this.leases.get(grant);
    if (known) known.endMs = Math.min(known.endMs, nowMs);
  }

  /** Not yet delivered, or not yet at its end. */
  isOpen(grant: string, nowMs: number): boolean {
    return nowMs < (this.leases.get(grant)?.endMs ?? Infinity);
  }

  live(resource: string, nowMs: number): readonly string[] {
    return [...this.leases]
      .filter(([, one]) => one.resources.includes(resource))
      .filter(([, one]) => one.startMs <= nowMs && nowMs < one.endMs)
      .map(([grant]) => grant);
  }

  endOf(resource: string, nowMs: number): number {
    const grants = this.live(resource, nowMs);
    return Math.max(0, ...grants.map((grant) => this.leases.get(grant)?.endMs ?? 0));
  }
}
