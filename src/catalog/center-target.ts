/** What users of IAM Identity Center hold. */

/** A permission set in an account, as Identity Center assigns it. */
export interface PermissionSetRef {
  readonly account: string;
  /** The ARN of the permission set. */
  readonly set: string;
  /** As people know it; told by AWS at the ask. */
  readonly name?: string;
}

/** Held by a user of Identity Center: membership of a group, or an assignment of their own. */
export interface IdentityCenterTarget {
  readonly kind: 'identity-center';
  /** The identity store that the holder is in: `d-` and ten digits, as no account is named. */
  readonly account: string;
  /** Absent where the user is assigned without a group. */
  readonly group?: {
    readonly name: string;
    /** Told by AWS at the ask; from then on a group of that name alone is another one. */
    readonly id?: string;
  };
  /** Where it leads: all that the group is assigned to, or the one assignment. */
  readonly leads: readonly PermissionSetRef[];
  /** Where people find it, as https://d-….awsapps.com/start. */
  readonly portal?: string;
  /** None: sessions are of roles that Identity Center keeps. */
  readonly roles: readonly { readonly account: string; readonly name: string }[];
}
