/** Sends every client of AWS in this process to a stand-in, whatever the shell says of AWS. */

import { BOT } from '../../test/story/seed.ts';

/** An explicit address and fake credentials. */
export function useAws(url: string): void {
  process.env['AWS_ENDPOINT_URL'] = url;
  process.env['AWS_ACCESS_KEY_ID'] = BOT.accessKeyId;
  process.env['AWS_SECRET_ACCESS_KEY'] = BOT.secretAccessKey;
  process.env['AWS_REGION'] = 'us-east-1';
  process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
  // The SDK takes no address of ours beside either of these, of the shell or of a profile.
  process.env['AWS_USE_FIPS_ENDPOINT'] = 'false';
  process.env['AWS_USE_DUALSTACK_ENDPOINT'] = 'false';
}
