/** What goes wrong in one run, drawn beforehand: so that a run can be repeated with less of it. */

export type Port = 'store' | 'cloud' | 'chat' | 'directory';

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  /** All replicas, when none is named. */
  readonly replica?: number;
}

export type Trouble =
  /** Nothing is answered. */
  | (Span & { readonly kind: 'outage'; readonly port: Port })
  /** Each call fails by chance: before its effect, after it, or the effect comes much later. */
  | (Span & { readonly kind: 'flaky'; readonly port: Port; readonly share: number })
  /** Teams takes an update, and shows it to nobody. */
  | (Span & { readonly kind: 'unseen'; readonly port: 'chat'; readonly share: number })
  /** AWS answers reads, and no write. */
  | (Span & { readonly kind: 'mute'; readonly port: 'cloud' })
  | (Span & { readonly kind: 'throttle'; readonly port: 'cloud' | 'chat' })
  | (Span & { readonly kind: 'slow'; readonly port: Port; readonly ms: number })
  /** Dies at the n-th call after a moment, before or after it takes effect. */
  | (Span & { readonly kind: 'crash'; readonly calls: number; readonly after: boolean })
  /** Neither hears nor does anything, and then goes on as if nothing had been. */
  | (Span & { readonly kind: 'pause' })
  /** AWS takes no fence at a role, for want of a right or of room; or its account is silent. */
  | (Span & { readonly kind: 'closed'; readonly role: string; readonly how: Closed })
  /** Somebody is called otherwise at AWS, by another hand. */
  | (Span & { readonly kind: 'renamed'; readonly user: string })
  /** The wall clock of one replica is set. */
  | (Span & { readonly kind: 'jump'; readonly skewMs: number })
  /** A deed is delivered twice, much later, or never; in Teams also three times, 5 s apart. */
  | (Span & { readonly kind: 'delivery'; readonly deed: number; readonly how: Delivery });

export type Closed = 'denies' | 'full' | 'silent';

export type Delivery = 'twice' | 'thrice' | 'late' | 'never';

/** What a call meets. */
export type Meets =
  | { readonly kind: 'fine'; readonly delayMs: number }
  | { readonly kind: 'silent' | 'lost' | 'throttled'; readonly delayMs: number }
  | { readonly kind: 'late'; readonly delayMs: number; readonly landsMs: number };

export const isAt = (span: Span, sinceMs: number, replica: number): boolean =>
  span.fromMs <= sinceMs &&
  sinceMs < span.toMs &&
  (span.replica === undefined || span.replica === replica);
