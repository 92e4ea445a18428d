/** `prod-access teams package`: the app as Teams takes it, for one bot. */

export interface PackageOptions {
  readonly appId: string;
  readonly website: string | undefined;
  readonly developer: string | undefined;
}

/** As `deploy/teams/manifest.json` is written; the ids in it are nobody's. */
export interface TeamsManifest {
  readonly id: string;
  readonly developer: Readonly<Record<string, string>>;
  readonly bots: readonly object[];
  readonly composeExtensions: readonly object[];
}

type Filled =
  | { readonly ok: true; readonly manifest: TeamsManifest; readonly notes: readonly string[] }
  | { readonly ok: false; readonly why: string };

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The manifest of one bot, or what is missing for it. */
export function filledManifest(
  manifest: TeamsManifest,
  { appId, website, developer }: PackageOptions,
): Filled {
  if (!GUID.test(appId)) {
    const what = appId === '' ? 'is not set' : 'is no id of an app';
    return no(`MicrosoftAppId ${what}. It is the "Microsoft App ID" of the Azure Bot.`);
  }
  if (website !== undefined && !/^https:\/\/[^\s/]+\S*$/.test(website)) {
    return no('--website is no address. It begins with https://.');
  }
  if (developer !== undefined && (developer === '' || developer.length > 32)) {
    return no('--developer is the name of your organisation, 32 characters at most.');
  }
  const site = website ?? manifest.developer['websiteUrl'] ?? '';
  const ofBot = <T extends object>(one: T): T => ({ ...one, botId: appId });
  const filled = {
    ...manifest,
    id: appId,
    developer: {
      name: developer ?? manifest.developer['name'] ?? '',
      websiteUrl: site,
      privacyUrl: site,
      termsOfUseUrl: site,
    },
    bots: manifest.bots.map(ofBot),
    composeExtensions: manifest.composeExtensions.map(ofBot),
  };
  const note = `Teams shows ${site} as the address of whoever made the app: see --website.`;
  return { ok: true, manifest: filled, notes: website === undefined ? [note] : [] };
}

const no = (why: string): Filled => ({ ok: false, why });
