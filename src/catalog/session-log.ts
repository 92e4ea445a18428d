/** Where Session Manager keeps what was typed into a shell, and its address in the console. */

export interface SessionLog {
  readonly kind: 'cloudwatch' | 's3';
  readonly region: string;
  /** Of the log group, or of the bucket. */
  readonly name: string;
  readonly prefix?: string;
}

/** As a session document names them; undefined for what no such name can be. */
export function sessionLogs(
  region: string,
  inputs: Readonly<Record<string, unknown>>,
): readonly SessionLog[] {
  const group = named(inputs['cloudWatchLogGroupName'], /^[\w./#-]{1,512}$/);
  const bucket = named(inputs['s3BucketName'], /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/);
  const prefix = named(inputs['s3KeyPrefix'], /^[\w!.*'()/-]{1,256}$/);
  return [
    ...(group ? [{ kind: 'cloudwatch', region, name: group } as const] : []),
    ...(bucket ? [{ kind: 's3', region, name: bucket, ...(prefix && { prefix }) } as const] : []),
  ];
}

/** The console encodes names of log groups twice, with a sign of its own. */
export function logUrl({ kind, region, name, prefix }: SessionLog): string {
  const twice = encodeURIComponent(encodeURIComponent(name)).replaceAll('%', '$');
  const site = `https://${region}.console.aws.amazon.com`;
  if (kind === 'cloudwatch') {
    return `${site}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${twice}`;
  }
  const under = prefix ? `&prefix=${encodeURIComponent(`${prefix.replace(/\/$/, '')}/`)}` : '';
  return `${site}/s3/buckets/${name}?region=${region}${under}`;
}

const named = (value: unknown, pattern: RegExp): string | undefined =>
  typeof value === 'string' && pattern.test(value) ? value : undefined;
