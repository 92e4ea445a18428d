/** Whether Identity Center encrypts with a key of one's own: then callers have to decrypt by it. */

import { adminOf, type CenterCaller } from './center-call.ts';
import { ifDenied, unseen } from './faults.ts';
import { answered } from './iam-call.ts';

/**
 * By its ARN; none where the key is AWS's. Whoever calls then needs `kms:Decrypt`, by the policies
 * of theirs and of the key (IAM Identity Center user guide, customer managed KMS keys).
 */
export async function keyOf(
  caller: CenterCaller,
): Promise<{ readonly key?: string; readonly why?: string }> {
  const [sdk, client] = await adminOf(caller);
  const command = new sdk.DescribeInstanceCommand({ InstanceArn: caller.center.instance });
  try {
    const { EncryptionConfigurationDetails: details } = await answered('sso:DescribeInstance', () =>
      client.send(command, { abortSignal: caller.signal }),
    );
    return details?.KmsKeyArn ? { key: details.KmsKeyArn } : {};
  } catch (error) {
    const why = `whether Identity Center has a key of its own (${unseen(error)})`;
    return ifDenied(error, { why });
  }
}
