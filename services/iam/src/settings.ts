import type { ServiceSetting } from "@skylab/service";

/** What IAM is told by settings of its own. */
export const settings = {
  SKYLAB_IAM_OIDC_KEYS: {
    description:
      "Keys of identity providers, `<issuer>=<URL of a JWKS>` by comma; where absent they are asked for at the issuer's own URL.",
    read: readOidcKeys,
  } satisfies ServiceSetting<ReadonlyMap<string, string>>,
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
