import { expect, test } from "vitest";
import { checkClientIds, checkThumbprints, readProviderUrl } from "./oidc-provider.ts";

test("a provider is known by its URL without the scheme", () => {
  expect(readProviderUrl("https://token.actions.githubusercontent.com")).toBe("token.actions.githubusercontent.com");
  expect(readProviderUrl("https://example.com/oidc/team")).toBe("example.com/oidc/team");
});

test.each([
  "example.org",
  "http://example.org",
  "https://",
  "https://example.org?a=b",
  "https://ada@example.org",
  "ftp://x",
])("%s is refused as a provider's URL", (url) => {
  expect(() => readProviderUrl(url)).toThrow("Invalid Open ID Connect Provider URL");
});

test("five thumbprints are taken, six refused in AWS's words", () => {
  const thumbprint = "a".repeat(40);
  expect(checkThumbprints(Array(5).fill(thumbprint))).toHaveLength(5);
  expect(() => checkThumbprints(Array(6).fill(thumbprint))).toThrow(
    "Thumbprint list must contain fewer than 5 entries.",
  );
});

test("a client id counts once, and the hundred-and-first is refused", () => {
  const ids = Array.from({ length: 100 }, (_, number) => String(number));
  expect(checkClientIds([...ids, ...ids])).toEqual(ids);
  expect(() => checkClientIds([...ids, "one more"])).toThrow(
    "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100",
  );
});
