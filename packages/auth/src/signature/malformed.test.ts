import { AwsError } from "@skylab/aws";
import { describe, expect, test } from "vitest";
import type { SignedRequest } from "../request.ts";
import type { AuthFamily } from "./family.ts";
import { claimedScope, parseAuthentication } from "./parse.ts";
import { presign, sign } from "./sign.ts";
import { verify } from "./verify.ts";

const NOW = Date.UTC(2026, 10, 26, 8, 30);
const CREDENTIALS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret", sessionToken: "token" };
const PLAIN: SignedRequest = { method: "GET", path: "/a%20b", query: "x=1", headers: { host: "localhost:4566" } };
const FAMILIES: readonly AuthFamily[] = ["json", "queryJson", "restJson", "query", "s3"];

/** What a client may be told: nothing, or a refusal. Anything else thrown is a fault of ours. */
function outcomeOf(request: SignedRequest, family: AuthFamily): string {
  claimedScope(request);
  try {
    const authentication = parseAuthentication(request, family);
    if (authentication) verify(authentication, request, { secret: "secret", family, service: "s3", now: NOW });
    return "passed";
  } catch (error) {
    if (error instanceof AwsError) return error.code;
    throw error;
  }
}

/** The same numbers in every run. https://en.wikipedia.org/wiki/Linear_congruential_generator */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const JUNK = ["", "%", "%zz", "%ff", "=", "&", ",", "/", " ", "+", ";", "é", "\u0000", "9".repeat(400), "-1", "NaN"];

function mutated(text: string, random: (below: number) => number): string {
  const at = random(text.length + 1);
  const junk = JUNK[random(JUNK.length)] ?? "";
  return text.slice(0, at) + junk + text.slice(at + random(12));
}

describe("malformed requests", () => {
  test("6,000 of them are refused or pass, and nothing breaks", () => {
    const random = seeded(1);
    const options = { region: "eu-central-1", service: "s3", now: NOW, family: "s3" } as const;
    const added = sign(PLAIN, CREDENTIALS, options);
    const headers = { ...PLAIN.headers, ...added };
    const query = presign(PLAIN, CREDENTIALS, { ...options, expiresSeconds: 60 });
    const v2 = "AWSAccessKeyId=AKID&Signature=c2lnbmF0dXJl&Expires=1795682400&x-amz-security-token=token";
    const outcomes = new Set<string>();
    for (let turn = 0; turn < 6000; turn++) {
      const family = FAMILIES[turn % FAMILIES.length] ?? "s3";
      const requests: readonly SignedRequest[] = [
        { ...PLAIN, headers: { ...headers, authorization: mutated(added["authorization"] ?? "", random) } },
        { ...PLAIN, headers: { ...headers, "x-amz-date": mutated(added["x-amz-date"] ?? "", random) } },
        { ...PLAIN, query: mutated(query, random) },
        { ...PLAIN, query: mutated(v2, random) },
        { ...PLAIN, path: mutated("/a/../b", random), query: mutated("a=b&c", random), headers },
      ];
      outcomes.add(outcomeOf(requests[random(requests.length)] ?? PLAIN, family));
    }
    expect([...outcomes].toSorted()).toEqual([
      "AccessDenied",
      "AuthorizationHeaderMalformed",
      "AuthorizationQueryParametersError",
      "IncompleteSignature",
      "IncompleteSignatureException",
      "InvalidArgument",
      "InvalidSignatureException",
      "SignatureDoesNotMatch",
      "passed",
    ]);
  });

  test.each(["constructor", "__proto__", "toString", "x", ""])("%j is a signed header like any other", (name) => {
    const authorization = `AWS4-HMAC-SHA256 Credential=a/20261126/r/s3/aws4_request, SignedHeaders=host;${name}, Signature=0`;
    const request = { ...PLAIN, headers: { ...PLAIN.headers, authorization, "x-amz-date": "20261126T083000Z" } };
    expect(outcomeOf(request, "json")).toBe("InvalidSignatureException");
  });
});
