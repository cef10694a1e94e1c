import { type DenyRule, egressRules, openGet, openGuard, readDenyRules, type Whereabouts } from "@skylab/egress";
import type { ServiceSetting, SettingValues } from "@skylab/service";
import type { ProviderKeys } from "./store/provider-keys.ts";

/** What IAM is told by settings of its own. */
export const settings = {
  SKYLAB_IAM_OIDC_KEYS: {
    description:
      "Keys of identity providers, `<issuer>=<URL of a JWKS>` by comma; where absent they are asked for at the issuer's own URL.",
    read: readOidcKeys,
  } satisfies ServiceSetting<ReadonlyMap<string, string>>,
  SKYLAB_IAM_HTTP_DENY: {
    description:
      "Where identity providers must not be that name their keys themselves: addresses, networks or hosts by comma, each with a port or without; `default` stands for link-local and metadata addresses. Skylab's own ports and engines are never reached.",
    read: (text) => readDenyRules(text),
  } satisfies ServiceSetting<readonly DenyRule[]>,
};

/** How keys of identity providers are had, by its settings. */
export const providerKeysOf = (own: SettingValues<typeof settings>, whereabouts: Whereabouts): ProviderKeys => {
  const rules = egressRules({ denied: own.SKYLAB_IAM_HTTP_DENY, setting: "SKYLAB_IAM_HTTP_DENY" }, whereabouts);
  const anywhere = { ...rules, denied: [], ownPorts: () => [] };
  return {
    urls: own.SKYLAB_IAM_OIDC_KEYS,
    getConfigured: openGet(openGuard(anywhere)),
    get: openGet(openGuard(rules)),
  };
};

/** Issuer -> URL of its JWKS. */
function readOidcKeys(text = ""): ReadonlyMap<string, string> {
  const items = text.split(",").map((item) => item.trim());
  const pairs = items.filter((item) => item !== "").map((item) => item.split("=", 2));
  if (pairs.some((urls) => urls.length < 2 || !urls.every((url) => URL.canParse(url)))) {
    throw new Error(`must list <issuer>=<URL of a JWKS> by comma, not "${text}"`);
  }
  return new Map(pairs.map(([issuer = "", url = ""]) => [issuer, url]));
}
