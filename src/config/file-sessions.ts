/** The parts of the file about Session Manager: shells on nodes, and tunnels through them. */

import { accountId } from './shape-names.ts';
import { list, object } from './shape-object.ts';
import { integer, text, word, yesOrNo } from './shape-scalar.ts';
import { about, mapped, optional, withDefault } from './shape.ts';

export const region = text({
  what: 'a Region such as ap-northeast-1',
  pattern: /^(?!(?:cn|us-gov|us-iso[a-z]?|eu-iso[a-z]?|eusc)-)[a-z]{2}(?:-[a-z]+)+-\d$/,
  // Every ARN here is one of arn:aws: (`env-region.ts`).
  advice: (written) =>
    /^(?:cn|us-gov|us-iso|eu-iso|eusc)/.test(written) ? '; it is one of another partition' : '',
  max: 30,
});
export const node = text({
  what: 'the id of a node, as i-0123456789abcdef0 or mi-0123456789abcdef0',
  pattern: /^(?:i|mi)-[0-9a-f]{8,17}$/,
  max: 20,
});
export const tag = mapped(
  text({ what: 'a tag as Role=bastion', pattern: /^[^=*?$]{1,128}=[^=*?$]{1,256}$/, max: 385 }),
  (typed) => {
    const at = typed.indexOf('=');
    return { key: typed.slice(0, at), value: typed.slice(at + 1) };
  },
);
const document = text({
  what: 'the name of a session document, as ProdAccess-Shell-60m: the bot may read no others',
  pattern: /^ProdAccess-[A-Za-z0-9_.-]{1,117}$/,
  max: 128,
});

const sessions = {
  account: about('Where the nodes are, twelve digits in quotes', accountId),
  user_account: about(
    'Where the IAM users are, if that is another account; the nodes’ own has prod-access-nodes',
    optional(accountId),
  ),
  region: about('Where the nodes are', region),
  tag: about('The nodes, by a tag', optional(tag)),
  nodes: about('Or by their ids', optional(list(node, { min: 1, max: 15 }))),
  pick: about('Whoever asks picks up to 15 of those with the tag', withDefault(yesOrNo, false)),
  document: about('The session document, from deploy/session-documents.yml', document),
  mfa: about('Only with multi-factor authentication', withDefault(yesOrNo, true)),
};

interface Look {
  readonly has: (key: 'tag' | 'nodes') => boolean;
  readonly report: (problem: string, key?: 'pick') => void;
}

/** One way to say which nodes, so that nobody has to guess which one counts. */
function sayWhich({ pick }: { readonly pick?: boolean | undefined }, { has, report }: Look): void {
  if (has('tag') === has('nodes')) report('expected either tag or nodes');
  else if (pick && !has('tag')) report('pick needs a tag, which says what to pick from', 'pick');
}

export const ssmNode = object({ kind: word('ssm-node'), ...sessions }, sayWhich);

export const ssmPortForward = object(
  {
    kind: word('ssm-port-forward'),
    ...sessions,
    local_port: about('On the requester’s own machine', integer(1_024, 65_535)),
    opens: about(
      'What to open there, as https://localhost:8443',
      optional(text({ what: 'an address', pattern: /^\S+$/, max: 200 })),
    ),
  },
  sayWhich,
);
