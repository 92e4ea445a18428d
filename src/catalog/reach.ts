/** What statements allow and deny: actions on resources, and what they ask for besides. */

/** A tag of a node, as `Role=bastion`. */
export interface NodeTag {
  readonly key: string;
  readonly value: string;
}

/** Tags of a session of a role, by their keys. */
export type SessionTags = Readonly<Record<string, string>>;

/** Actions on resources, as a policy statement lists them. Both are patterns with `*` and `?`. */
export interface Reach {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Only on nodes that carry this tag. A fence denies without it, so it covers more. */
  readonly tag?: NodeTag;
  /** Only by a session document that is allowed by name. */
  readonly checksDocument?: true;
  /** Only a session with just these tags is opened. */
  readonly sessionTags?: SessionTags;
}
