import { expect, it } from "vitest";
import { settings } from "./settings.ts";

const { read } = settings.SKYLAB_APIGATEWAY_OIDC_KEYS;

it("keys of issuers of tokens are listed by issuer", () => {
  expect(read(undefined)).toEqual(new Map());
  expect(read("https://a.test=https://a.test/keys, https://b.test=http://127.0.0.1:1/jwks")).toEqual(
    new Map([
      ["https://a.test", "https://a.test/keys"],
      ["https://b.test", "http://127.0.0.1:1/jwks"],
    ]),
  );
});

it.each(["https://issuer", "issuer=https://a.test/keys"])("a list that is none is refused: %s", (text) => {
  expect(() => read(text)).toThrow(new Error(`must list <issuer>=<URL of a JWKS> by comma, not "${text}"`));
});
