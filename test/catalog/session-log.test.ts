/** Where a session document keeps its shells, and the addresses of that. */

import { expect, test } from 'vitest';
import { logUrl, sessionLogs } from '../../src/catalog/session-log.ts';

const inputs = {
  s3BucketName: 'example-shells',
  s3KeyPrefix: 'prod/',
  cloudWatchLogGroupName: '/ssm/shells',
};

test('log group and bucket are named, with their address in the console', () => {
  const logs = sessionLogs('eu-west-1', inputs);
  expect(logs.map(({ name }) => name)).toEqual(['/ssm/shells', 'example-shells']);
  expect(logs.map(logUrl)).toEqual([
    'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1' +
      '#logsV2:log-groups/log-group/$252Fssm$252Fshells',
    'https://eu-west-1.console.aws.amazon.com/s3/buckets/example-shells?region=eu-west-1' +
      '&prefix=prod%2F',
  ]);
});

test.each([
  [{}],
  [{ s3BucketName: '', cloudWatchLogGroupName: '' }],
  [{ s3BucketName: 'x/../../y?a=b', cloudWatchLogGroupName: 'a|b' }],
  [{ s3BucketName: 7, cloudWatchLogGroupName: null }],
  [{ cloudWatchLogGroupName: '{{ group }}' }],
])('what no such name can be is none: %j', (written) => {
  expect(sessionLogs('eu-west-1', written)).toEqual([]);
});

test('a prefix that is none is left out, and the bucket stays', () => {
  const [log] = sessionLogs('eu-west-1', { s3BucketName: 'example-shells', s3KeyPrefix: 'a b\n' });
  expect(log).toEqual({ kind: 's3', region: 'eu-west-1', name: 'example-shells' });
});
