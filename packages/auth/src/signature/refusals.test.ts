import { AwsError } from "@skylab/aws";
import { describe, expect, test } from "vitest";
import type { SignedRequest } from "../request.ts";
import type { AuthFamily } from "./family.ts";
import { parseAuthentication } from "./parse.ts";
import { presign, sign, type SignOptions } from "./sign.ts";
import { type Verification, verify } from "./verify.ts";

const CREDENTIALS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
const NOW = Date.UTC(2026, 10, 26, 8, 30);
const MINUTE = 60_000;
const OPTIONS: SignOptions = { region: "eu-central-1", service: "sqs", now: NOW };
const BY: Verification = { secret: "secret", family: "json", service: "sqs", now: NOW };
const PLAIN: SignedRequest = { method: "POST", path: "/", query: "", headers: { host: "localhost:4566" } };

const withHeaders = (headers: SignedRequest["headers"], request = PLAIN): SignedRequest => ({
  ...request,
  headers: { ...request.headers, ...headers },
});
const signedBy = (options: Partial<SignOptions>): SignedRequest =>
  withHeaders(sign(PLAIN, CREDENTIALS, { ...OPTIONS, ...options }));
const presignedBy = (options: Partial<SignOptions> & { expiresSeconds?: number }): SignedRequest => ({
  ...PLAIN,
  query: presign(PLAIN, CREDENTIALS, { ...OPTIONS, expiresSeconds: 60, ...options }),
});

/** The refusal of a request, as code, status and words. */
function refusalOf(request: SignedRequest, by: Partial<Verification> = {}) {
  const rules = { ...BY, ...by };
  try {
    const authentication = parseAuthentication(request, rules.family);
    if (authentication) verify(authentication, request, rules);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { code, members, message, queryCode, status } = error;
    return { code, members, message, queryCode, status };
  }
  throw new Error("not refused");
}

describe("a wrong signature", () => {
  test.each([
    ["json", { code: "InvalidSignatureException", status: 400, queryCode: "SignatureDoesNotMatch" }],
    ["queryJson", { code: "InvalidSignatureException", status: 403, queryCode: "SignatureDoesNotMatch" }],
    ["restJson", { code: "InvalidSignatureException", status: 403, queryCode: "SignatureDoesNotMatch" }],
    ["query", { code: "SignatureDoesNotMatch", status: 403, queryCode: undefined }],
  ] as const)("is refused by a %s service in its own codes", (family, codes) => {
    expect(refusalOf(signedBy({}), { family, secret: "another" })).toMatchObject({
      ...codes,
      message:
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
    });
  });

  test("is refused by S3 with what it calculated", () => {
    const request = signedBy({ family: "s3", service: "s3" });
    const refusal = refusalOf(request, { family: "s3", service: "s3", secret: "another" });
    expect(refusal).toMatchObject({
      code: "SignatureDoesNotMatch",
      status: 403,
      message:
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    });
    const { members } = refusal;
    expect(members["AWSAccessKeyId"]).toBe("AKIDEXAMPLE");
    expect(members["StringToSign"]).toMatch(
      /^AWS4-HMAC-SHA256\n20261126T083000Z\n20261126\/eu-central-1\/s3\/aws4_request\n/,
    );
    expect(members["StringToSignBytes"]).toMatch(/^41 57 53 34 2d /);
    expect(members["CanonicalRequest"]).toMatch(/^POST\n\/\n\nhost:localhost:4566\n/);
    expect(members["CanonicalRequestBytes"]).toMatch(/^50 4f 53 54 0a /);
    expect(String(request.headers.authorization)).toContain(`Signature=${String(members["SignatureProvided"])}`);
  });

  test.each(["", "0", "z".repeat(64), `${"0".repeat(62)}zz`, "0".repeat(64), "ä".repeat(64)])(
    "of the form %j is no more than wrong",
    (signature) => {
      const request = signedBy({});
      const authorization = String(request.headers.authorization).replace(/Signature=.*/, `Signature=${signature}`);
      expect(refusalOf(withHeaders({ authorization }, request)).code).toMatch(
        /^(Invalid|Incomplete)SignatureException$/,
      );
    },
  );

  test("is what a changed header, path, query or body makes of a right one", () => {
    const request = signedBy({ body: "hello" });
    const body = Buffer.from("hello");
    expect(() => refusalOf(request, { body })).toThrow("not refused");
    for (const changed of [
      withHeaders({ host: "elsewhere:4566" }, request),
      { ...request, path: "/queue" },
      { ...request, query: "a=b" },
      { ...request, method: "PUT" },
    ]) {
      expect(refusalOf(changed, { body }).code).toBe("InvalidSignatureException");
    }
    expect(refusalOf(request, { body: Buffer.from("hullo") }).code).toBe("InvalidSignatureException");
  });
});

describe("time", () => {
  test("fifteen minutes to either side are tolerated, to the millisecond", () => {
    const request = signedBy({});
    expect(() => refusalOf(request, { now: NOW + 15 * MINUTE })).toThrow("not refused");
    expect(() => refusalOf(request, { now: NOW - 15 * MINUTE })).toThrow("not refused");
  });

  test("a signature of long ago has expired", () => {
    expect(refusalOf(signedBy({}), { now: NOW + 20 * MINUTE })).toMatchObject({
      code: "InvalidSignatureException",
      message: "Signature expired: 20261126T083000Z is now earlier than 20261126T083500Z (20261126T085000Z - 15 min.)",
    });
  });

  test("a signature of the future is not yet current", () => {
    expect(refusalOf(signedBy({}), { now: NOW - 20 * MINUTE, family: "query" })).toMatchObject({
      code: "SignatureDoesNotMatch",
      message:
        "Signature not yet current: 20261126T083000Z is still later than 20261126T082500Z (20261126T081000Z + 15 min.)",
    });
  });

  test("S3 calls it a skewed time, and says which", () => {
    const request = signedBy({ family: "s3", service: "s3" });
    expect(refusalOf(request, { family: "s3", service: "s3", now: NOW + 20 * MINUTE })).toMatchObject({
      code: "RequestTimeTooSkewed",
      status: 403,
      message: "The difference between the request time and the current time is too large.",
      members: {
        RequestTime: "20261126T083000Z",
        ServerTime: "2026-11-26T08:50:00Z",
        MaxAllowedSkewMilliseconds: "900000",
      },
    });
  });

  test("a presigned request counts for as long as it says", () => {
    const request = presignedBy({ expiresSeconds: 90 });
    expect(() => refusalOf(request, { now: NOW + 90_000 })).toThrow("not refused");
    expect(refusalOf(request, { now: NOW + 91_000 }).message).toBe(
      "Signature expired: 20261126T083000Z is now earlier than 20261126T083001Z (20261126T083131Z - 90 sec.)",
    );
    expect(() => refusalOf(presignedBy({ expiresSeconds: 604_800 }), { now: NOW + 604_800_000 })).toThrow(
      "not refused",
    );
  });

  test("a Date header will do where there is no X-Amz-Date", () => {
    const { authorization } = sign(PLAIN, CREDENTIALS, OPTIONS);
    const withDate = { authorization, date: "Thu, 26 Nov 2026 08:30:00 GMT" };
    expect(parseAuthentication(withHeaders(withDate), "json")).toMatchObject({
      signedAt: NOW,
      timestamp: "20261126T083000Z",
    });
  });

  test.each(["201", "20261126T083000", "20261326T083000Z", "20260231T083000Z", "2026-11-26T08:30:00Z junk"])(
    "%s is no date",
    (date) => {
      expect(refusalOf(withHeaders({ "x-amz-date": date }, signedBy({})))).toMatchObject({
        code: "IncompleteSignatureException",
        message: `Date must be in ISO-8601 'basic format'. Got '${date}'. See http://en.wikipedia.org/wiki/ISO_8601`,
      });
    },
  );
});

describe("a credential scope", () => {
  test("must be for the service and the day, and each mistake is named", () => {
    const request = signedBy({ service: "sns" });
    const authorization = String(request.headers.authorization)
      .replace("20261126/", "20261125/")
      .replace("aws4_", "aws5_");
    expect(refusalOf(withHeaders({ authorization }, request)).message).toBe(
      "Credential should be scoped to correct service: 'sqs'. " +
        "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'. " +
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20261125' != '20261126', from '20261126T083000Z'.",
    );
  });

  test.each([
    ["s3/", "sns/", 'incorrect service "sns". This endpoint belongs to "s3".'],
    ["aws4_", "aws5_", 'incorrect terminal "aws5_request". This endpoint uses "aws4_request".'],
    [
      "20261126/",
      "20261125/",
      'Invalid credential date "20261125". This date is not the same as X-Amz-Date: "20261126".',
    ],
  ])("with %s made %s is refused in S3's words", (right, wrong, words) => {
    const request = signedBy({ family: "s3", service: "s3" });
    const authorization = String(request.headers.authorization).replace(right, wrong);
    expect(refusalOf(withHeaders({ authorization }, request), { family: "s3", service: "s3" })).toMatchObject({
      code: "AuthorizationHeaderMalformed",
      status: 400,
      message: `The authorization header is malformed; ${words}`,
    });
  });

  test("has five parts", () => {
    const authorization = "AWS4-HMAC-SHA256 Credential=a/b/c/d, SignedHeaders=host, Signature=0";
    const request = withHeaders({ authorization, "x-amz-date": "20261126T083000Z" });
    expect(refusalOf(request)).toMatchObject({
      code: "IncompleteSignatureException",
      message:
        "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b/c/d'",
    });
    expect(refusalOf(request, { family: "s3" })).toMatchObject({
      code: "AuthorizationHeaderMalformed",
      message:
        'The authorization header is malformed; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    });
  });
});

describe("an Authorization header", () => {
  test("that lacks everything is told all of it", () => {
    expect(refusalOf(withHeaders({ authorization: "AWS4-HMAC-SHA256" }), { family: "restJson" })).toMatchObject({
      code: "IncompleteSignatureException",
      status: 403,
      queryCode: "IncompleteSignature",
      message:
        "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. (Hashed with SHA-256 and encoded with Base64) Authorization=YI2YWea8FSxnksZL2ETHbs5elHm9HQufxTLK0W0ffV0=",
    });
  });

  test("of another scheme lacks an equal-sign", () => {
    expect(refusalOf(withHeaders({ authorization: "Bearer token" }), { family: "query" })).toMatchObject({
      code: "IncompleteSignature",
      status: 400,
      message:
        "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): 'PEaenWxYddN6Q/NT1PiOYfz4EsZu7jRXRlpAsNpBU+A='.",
    });
  });

  test.each([
    ["AWS4-HMAC-SHA512 a=b", "json", "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA512'."],
    ["Bearer token", "s3", "Unsupported Authorization Type"],
    [
      "AWS4-HMAC-SHA256 Credential=a",
      "s3",
      "The authorization header is malformed; the authorization header requires three components: Credential, SignedHeaders, and Signature.",
    ],
    ["AWS akid", "s3", "Authorization header is invalid -- one and only one ' ' (space) required"],
  ] as const)("%s is refused by a %s service", (authorization, family, message) => {
    const request = withHeaders({ authorization, "x-amz-date": "20261126T083000Z" });
    expect(refusalOf(request, { family }).message).toBe(message);
  });

  test("must cover the host", () => {
    const request = signedBy({});
    const authorization = String(request.headers.authorization).replace("host;", "");
    expect(refusalOf(withHeaders({ authorization }, request)).message).toBe(
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    );
  });

  test("must cover every x-amz- header", () => {
    const request = withHeaders({ "x-amz-target": "AmazonSQS.DeleteQueue" }, signedBy({}));
    expect(refusalOf(request).message).toBe("'x-amz-target' must be a 'SignedHeader' in the AWS Authorization.");
  });

  test("must cover every x-amz- header of S3's", () => {
    const request = withHeaders(
      { "x-amz-acl": "public-read", "x-amz-tagging": "a=b" },
      signedBy({ family: "s3", service: "s3" }),
    );
    expect(refusalOf(request, { family: "s3", service: "s3" })).toMatchObject({
      code: "AccessDenied",
      status: 403,
      members: { HeadersNotSigned: "x-amz-acl, x-amz-tagging" },
    });
  });

  test("must say S3 what the body is", () => {
    const by = { family: "s3", service: "s3" } as const;
    const request = signedBy({ service: "s3" });
    expect(refusalOf(request, by)).toMatchObject({
      code: "InvalidRequest",
      message: "Missing required header for this request: x-amz-content-sha256",
    });
    const strange = signedBy({ ...by, payload: "NONE-OF-YOUR-BUSINESS" });
    expect(refusalOf(strange, by)).toMatchObject({
      code: "InvalidArgument",
      members: { ArgumentName: "x-amz-content-sha256", ArgumentValue: "NONE-OF-YOUR-BUSINESS" },
    });
  });
});

describe("a presigned query", () => {
  test("lacks what it lacks", () => {
    const request = { ...PLAIN, query: "X-Amz-Credential=a&X-Amz-Signature=" };
    expect(refusalOf(request)).toMatchObject({
      code: "IncompleteSignatureException",
      message:
        "AWS query-string parameters must include 'X-Amz-Algorithm'. AWS query-string parameters must include 'X-Amz-Signature'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string parameters.",
    });
    expect(refusalOf(request, { family: "s3" })).toMatchObject({
      code: "AuthorizationQueryParametersError",
      status: 400,
      message:
        "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
    });
  });

  test.each([
    ["X-Amz-Expires=60", "X-Amz-Expires=0", "X-Amz-Expires must be non-negative"],
    ["X-Amz-Expires=60", "X-Amz-Expires=-5", "X-Amz-Expires must be non-negative"],
    ["X-Amz-Expires=60", "X-Amz-Expires=soon", "X-Amz-Expires should be a number"],
    [
      "X-Amz-Expires=60",
      "X-Amz-Expires=604801",
      "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
    ],
    ["20261126T083000Z", "yesterday", `X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`],
    [
      "%2Faws4_request",
      "",
      'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    ],
    ["HMAC-SHA256", "MD5", 'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"'],
  ])("with %s made %s is refused by S3", (right, wrong, message) => {
    const by = { family: "s3", service: "s3" } as const;
    const request = presignedBy(by);
    expect(refusalOf({ ...request, query: request.query.replace(right, wrong) }, by)).toMatchObject({
      code: "AuthorizationQueryParametersError",
      message,
    });
  });

  test.each([
    [
      "json",
      "InvalidSignatureException",
      "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    ],
    [
      "s3",
      "InvalidArgument",
      "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified",
    ],
  ] as const)(
    "beside an Authorization header is one too many for a %s service",
    (family: AuthFamily, code, message) => {
      const request = withHeaders({ authorization: "AWS4-HMAC-SHA256 …" }, presignedBy({ family }));
      expect(refusalOf(request, { family })).toMatchObject({ code, message });
    },
  );
});

describe("a session token", () => {
  const temporary = { ...CREDENTIALS, sessionToken: "token" };
  test("counts in a signed header and in a query", () => {
    const signed = withHeaders(sign(PLAIN, temporary, OPTIONS));
    expect(parseAuthentication(signed, "json")?.sessionToken).toBe("token");
    const presigned = { ...PLAIN, query: presign(PLAIN, temporary, { ...OPTIONS, expiresSeconds: 60 }) };
    expect(parseAuthentication(presigned, "json")?.sessionToken).toBe("token");
  });

  test("does not count in a header that was not signed", () => {
    const request = withHeaders({ "x-amz-security-token": "token" }, signedBy({}));
    expect(parseAuthentication(request, "json")?.sessionToken).toBeUndefined();
    expect(() => refusalOf(request)).toThrow("not refused");
  });
});
