/** One thing that `check` has to say about a configuration. */

export interface Finding {
  /** With an error nothing starts; a warning is for whoever keeps the file. */
  readonly severity: 'error' | 'warning';
  /** Where in the file: `rules[0].levels[1]`. */
  readonly path: string;
  readonly message: string;
}

export const error = (path: string, message: string): Finding => ({
  severity: 'error',
  path,
  message,
});
export const warning = (path: string, message: string): Finding => ({
  severity: 'warning',
  path,
  message,
});

/** Each finding once, whichever way it was come by. */
export const distinctFindings = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.map((each) => [`${each.path} ${each.message}`, each])).values(),
];
