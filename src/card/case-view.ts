/** Everything a card or a notice about one case is drawn from. The engine fills it in. */

import type { Catalog } from '../catalog/catalog.ts';
import type { Entitlement } from '../catalog/entitlement.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import type { DrawingId } from '../kernel/brand.ts';
import type { Person, Reader } from '../kernel/person.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Frozen } from '../policy/freeze.ts';
import type { Who } from '../policy/rule.ts';

export interface CaseView {
  readonly file: CaseFile;
  readonly reader: Reader;
  readonly nowMs: EpochMs;
  readonly drawing: DrawingId;
  /** The entitlement's title in the reader's language. */
  readonly title: string;
  /** None when the catalogue no longer has it. */
  readonly entitlement?: Entitlement;
  readonly catalog: Catalog;
  readonly progress: ProgressView;
  readonly recent: RecentView;
}

/** Approvals counted for what is open now: the request, or the extension asked for. */
export interface ProgressView {
  readonly have: number;
  readonly need: number;
  readonly by: readonly Person[];
  /** The level that waits now. */
  readonly level?: string;
  /** Groups and people of the level that waits now. */
  readonly from: readonly string[];
  /** Every demand in order, stage by stage. */
  readonly levels?: readonly LevelView[];
  /** Calendars that are closed for when access would begin. */
  readonly frozen?: readonly Frozen[];
  /** Groups that did not answer, and so count as nobody. */
  readonly silent?: readonly SilentGroup[];
}

export interface SilentGroup {
  readonly group: string;
  readonly keeper: 'slack' | 'teams' | 'pagerduty' | 'identity-center';
}

export interface LevelView {
  readonly level: string;
  readonly have: number;
  readonly need: number;
  readonly from: readonly string[];
  /** Those of one stage are needed side by side. */
  readonly stage?: number;
  /** The same people and groups, to be mentioned. */
  readonly who?: readonly Who[];
  /** Asked as well, since nobody answered. */
  readonly escalatedTo?: readonly Who[];
}

/** What else this person asked for: approvers see it on the card. */
export interface RecentView {
  readonly asksThisWeek: number;
  readonly deniedLast24h: number;
}
