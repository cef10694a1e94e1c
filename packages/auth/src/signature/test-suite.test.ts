import { describe, expect, test } from "vitest";
import type { SignedRequest } from "../request.ts";
import { parseAuthentication } from "./parse.ts";
import { presign, sign } from "./sign.ts";
import { verify } from "./verify.ts";

// The signing test suite that AWS published with its General Reference, and goes on publishing with its C signer:
// https://github.com/awslabs/aws-c-auth/tree/main/tests/aws-signing-test-suite (Apache-2.0).
const CREDENTIALS = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
};
const OPTIONS = { region: "us-east-1", service: "service", now: Date.UTC(2015, 7, 30, 12, 36) };
const BY = { secret: CREDENTIALS.secretAccessKey, family: "json", service: "service", now: OPTIONS.now } as const;

const UNRESERVED = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const TOKEN =
  "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

type Vector = {
  readonly name: string;
  readonly target: string;
  readonly method?: "POST";
  /** Beside `Host` and `X-Amz-Date`, one entry a line. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
  readonly signature: string;
};

const VANILLA = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
const POST_VANILLA = "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b";

const VECTORS: readonly Vector[] = [
  {
    name: "get-header-key-duplicate",
    target: "/",
    headers: [
      ["my-header1", "value2"],
      ["my-header1", "value2"],
      ["my-header1", "value1"],
    ],
    signature: "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
  },
  {
    name: "get-header-value-multiline",
    target: "/",
    headers: [
      ["my-header1", "value1"],
      ["my-header1", "value2"],
      ["my-header1", "value3"],
    ],
    signature: "ba17b383a53190154eb5fa66a1b836cc297cc0a3d70a5d00705980573d8ff790",
  },
  {
    name: "get-header-value-order",
    target: "/",
    headers: [
      ["my-header1", "value4"],
      ["my-header1", "value1"],
      ["my-header1", "value3"],
      ["my-header1", "value2"],
    ],
    signature: "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
  },
  {
    name: "get-header-value-trim",
    target: "/",
    headers: [
      ["my-header1", " value1"],
      ["my-header2", '"a   b   c" '],
    ],
    signature: "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
  },
  {
    name: "get-unreserved",
    target: `/${UNRESERVED}`,
    signature: "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
  },
  {
    name: "get-utf8",
    target: "/ሴ",
    signature: "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85",
  },
  { name: "get-vanilla", target: "/", signature: VANILLA },
  {
    name: "get-vanilla-empty-query-key",
    target: "/?Param1=value1",
    signature: "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb",
  },
  { name: "get-vanilla-query", target: "/", signature: VANILLA },
  {
    name: "get-vanilla-query-order-encoded",
    target: "/?Param-3=Value3&Param=Value2&%E1%88%B4=Value1",
    signature: "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac",
  },
  {
    name: "get-vanilla-query-order-key",
    target: "/?Param1=value2&Param1=Value1",
    signature: "eedbc4e291e521cf13422ffca22be7d2eb8146eecf653089df300a15b2382bd1",
  },
  {
    name: "get-vanilla-query-order-key-case",
    target: "/?Param2=value2&Param1=value1",
    signature: "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
  },
  {
    name: "get-vanilla-query-order-value",
    target: "/?Param1=value2&Param1=value1",
    signature: "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694",
  },
  {
    name: "get-vanilla-query-unreserved",
    target: `/?${UNRESERVED}=${UNRESERVED}`,
    signature: "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197",
  },
  {
    name: "get-vanilla-utf8-query",
    target: "/?ሴ=bar",
    signature: "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
  },
  { name: "normalize-path/get-relative", target: "/example/..", signature: VANILLA },
  { name: "normalize-path/get-relative-relative", target: "/example1/example2/../..", signature: VANILLA },
  { name: "normalize-path/get-slash", target: "//", signature: VANILLA },
  { name: "normalize-path/get-slash-dot-slash", target: "/./", signature: VANILLA },
  {
    name: "normalize-path/get-slash-pointless-dot",
    target: "/./example",
    signature: "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5",
  },
  {
    name: "normalize-path/get-slashes",
    target: "//example//",
    signature: "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84",
  },
  {
    name: "normalize-path/get-space",
    target: "/example space/",
    signature: "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741",
  },
  { name: "post-header-key-case", method: "POST", target: "/", signature: POST_VANILLA },
  {
    name: "post-header-key-sort",
    method: "POST",
    target: "/",
    headers: [["my-header1", "value1"]],
    signature: "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
  },
  {
    name: "post-header-value-case",
    method: "POST",
    target: "/",
    headers: [["my-header1", "VALUE1"]],
    signature: "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d",
  },
  {
    name: "post-sts-header-before",
    method: "POST",
    target: "/",
    headers: [["x-amz-security-token", TOKEN]],
    signature: "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
  },
  { name: "post-vanilla", method: "POST", target: "/", signature: POST_VANILLA },
  {
    name: "post-vanilla-empty-query-value",
    method: "POST",
    target: "/?Param1=value1",
    signature: "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11",
  },
  {
    name: "post-x-www-form-urlencoded",
    method: "POST",
    target: "/",
    headers: [["content-type", "application/x-www-form-urlencoded"]],
    body: "Param1=value1",
    signature: "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
  },
  {
    name: "post-x-www-form-urlencoded-parameters",
    method: "POST",
    target: "/",
    headers: [["content-type", "application/x-www-form-urlencoded; charset=utf8"]],
    body: "Param1=value1",
    signature: "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe",
  },
];

/** The request as it stands before it is signed; repeated headers joined by `joint`. */
function requestOf(vector: Vector, joint: string): SignedRequest {
  const [path = "", query = ""] = vector.target.split("?");
  const headers: Record<string, string> = { host: "example.amazonaws.com" };
  for (const [name, value] of vector.headers ?? []) {
    headers[name] = headers[name] === undefined ? value : headers[name] + joint + value;
  }
  return { method: vector.method ?? "GET", path, query, headers };
}

describe("AWS's signing test suite", () => {
  test.each(VECTORS)("$name is signed as published", (vector) => {
    const body = vector.body ?? "";
    const { "x-amz-security-token": sessionToken, ...headers } = requestOf(vector, ",").headers;
    const credentials = { ...CREDENTIALS, ...(sessionToken !== undefined && { sessionToken: String(sessionToken) }) };
    const added = sign({ ...requestOf(vector, ","), headers }, credentials, { ...OPTIONS, body });
    expect(added["authorization"]).toMatch(new RegExp(`Signature=${vector.signature}$`));
  });

  test.each(VECTORS)("$name is verified as Node receives it", (vector) => {
    const request = requestOf(vector, ", ");
    const names = [...Object.keys(request.headers), "x-amz-date"].toSorted().join(";");
    const authorization = `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=${names}, Signature=${vector.signature}`;
    const received = { ...request, headers: { ...request.headers, "x-amz-date": "20150830T123600Z", authorization } };
    const authentication = parseAuthentication(received, "json");
    if (!authentication) throw new Error("not seen as signed");
    expect(verify(authentication, received, { ...BY, body: Buffer.from(vector.body ?? "") })).toEqual({
      bodySha256: undefined,
      chunks: undefined,
    });
    expect(() => verify(authentication, received, { ...BY, body: Buffer.from("another body") })).toThrow(
      "The request signature we calculated does not match the signature you provided.",
    );
  });

  const SCOPE = "X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fservice%2Faws4_request";
  const PRESIGNED = `X-Amz-Algorithm=AWS4-HMAC-SHA256&${SCOPE}&X-Amz-Date=20150830T123600Z&X-Amz-SignedHeaders=host&X-Amz-Expires=3600`;
  test.each([
    [
      "get-vanilla-query-order-encoded",
      "Param-3=Value3&Param=Value2&%E1%88%B4=Value1&",
      "c5f1848ceec943ac2ca68ee720460c23aaae30a2300586597ada94c4a65e4787",
    ],
    ["get-vanilla-utf8-query", "ሴ=bar&", "0bdd809b1519ac4f0c1dc3540e2cc46bd0c7f778eda408b2ebf3b913d21ff600"],
  ])("%s is presigned and verified as published", (_name, parameters, signature) => {
    const request = {
      method: "GET",
      path: "/",
      query: parameters.slice(0, -1),
      headers: { host: "example.amazonaws.com" },
    };
    const query = presign(request, CREDENTIALS, { ...OPTIONS, expiresSeconds: 3600 });
    expect(query).toMatch(new RegExp(`X-Amz-Signature=${signature}$`));
    const received = { ...request, query: `${parameters}${PRESIGNED}&X-Amz-Signature=${signature}` };
    const authentication = parseAuthentication(received, "json");
    if (!authentication) throw new Error("not seen as signed");
    expect(() => verify(authentication, received, BY)).not.toThrow();
  });
});
