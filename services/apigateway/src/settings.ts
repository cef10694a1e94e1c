import { type DenyRule, type EgressRules, egressRules, readDenyRules, type Whereabouts } from "@skylab/egress";
import type { ServiceSetting, SettingValues } from "@skylab/service";

/** What API Gateway is told by settings of its own. */
export const settings = {
  SKYLAB_APIGATEWAY_HTTP_DENY: {
    description:
      "Where HTTP integrations and keys of authorizers must not be: addresses, networks or hosts by comma, each with a port or without; `default` stands for link-local and metadata addresses. Skylab's own ports and engines are never reached.",
    read: (text) => readDenyRules(text),
  } satisfies ServiceSetting<readonly DenyRule[]>,
  SKYLAB_APIGATEWAY_OIDC_KEYS: {
    description:
      "Keys of issuers of tokens for JWT and Cognito authorizers, `<issuer>=<URL of a JWKS>` by comma; where absent they are asked for at the issuer's own URL.",
    read: readIssuerKeys,
  } satisfies ServiceSetting<ReadonlyMap<string, string>>,
};

/** Issuer -> URL of its JWKS. */
function readIssuerKeys(text = ""): ReadonlyMap<string, string> {
  const items = text.split(",").map((item) => item.trim());
  const pairs = items.filter((item) => item !== "").map((item) => item.split("=", 2));
  if (pairs.some((urls) => urls.length < 2 || !urls.every((url) => URL.canParse(url)))) {
    throw new Error(`must list <issuer>=<URL of a JWKS> by comma, not "${text}"`);
  }
  return new Map(pairs.map(([issuer = "", url = ""]) => [issuer, url]));
}

/** Where integrations must not be. */
export const egressOf = (own: SettingValues<typeof settings>, whereabouts: Whereabouts): EgressRules =>
  egressRules({ denied: own.SKYLAB_APIGATEWAY_HTTP_DENY, setting: "SKYLAB_APIGATEWAY_HTTP_DENY" }, whereabouts);
