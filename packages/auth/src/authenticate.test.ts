import { describe, expect, test } from "vitest";
import { authenticate, type Door } from "./authenticate.ts";
import type { KnownKey } from "./identity/keys.ts";
import type { SignedRequest } from "./request.ts";
import { type Credentials, presign, sign } from "./signature/sign.ts";

const NOW = Date.UTC(2026, 10, 26, 8, 30);
const OPTIONS = { region: "eu-central-1", service: "sqs", now: NOW };
const PLAIN: SignedRequest = { method: "POST", path: "/", query: "", headers: { host: "localhost:4566" } };

const ALICE: KnownKey = {
  secretAccessKey: "alice's secret",
  active: true,
  account: "111122223333",
  arn: "arn:aws:iam::111122223333:user/alice",
  id: "AIDACKCEVSQ6C2EXAMPLE",
};
const SESSION: KnownKey = {
  secretAccessKey: "session's secret",
  active: true,
  sessionToken: "token",
  expiresAt: NOW + 3_600_000,
  account: "111122223333",
  arn: "arn:aws:sts::111122223333:assumed-role/deploy/ci",
  id: "AROACKCEVSQ6C2EXAMPLE:ci",
};
const KEYS: Readonly<Record<string, KnownKey>> = {
  AKIAALICE: ALICE,
  AKIARETIRED: { ...ALICE, active: false },
  ASIASESSION: SESSION,
};

function doorOf(door: Partial<Door>): Door {
  return {
    mode: "open",
    rootKey: { accessKeyId: "test", secretAccessKey: "test" },
    lookup: async (accessKeyId) => KEYS[accessKeyId],
    family: "queryJson",
    service: "sqs",
    now: NOW,
    issuerNow: NOW,
    ...door,
  };
}

const signedBy = (credentials: Credentials, options: Partial<typeof OPTIONS> = {}): SignedRequest => ({
  ...PLAIN,
  headers: { ...PLAIN.headers, ...sign(PLAIN, credentials, { ...OPTIONS, ...options }) },
});
const alice = { accessKeyId: "AKIAALICE", secretAccessKey: ALICE.secretAccessKey };
const session = { accessKeyId: "ASIASESSION", secretAccessKey: SESSION.secretAccessKey, sessionToken: "token" };
const root = { accessKeyId: "test", secretAccessKey: "test" };

describe.each(["open", "audit", "enforce"] as const)("in %s mode", (mode) => {
  const door = doorOf({ mode });

  test("a key that was issued is its principal", async () => {
    const { account, arn, id } = ALICE;
    expect(await authenticate(signedBy(alice), door)).toMatchObject({
      identity: { account, arn, id, accessKeyId: "AKIAALICE" },
      scope: { date: "20261126", region: "eu-central-1", service: "sqs" },
    });
  });

  test("a key that was issued is of no use without its secret", async () => {
    await expect(authenticate(signedBy({ ...alice, secretAccessKey: "guessed" }), door)).rejects.toMatchObject({
      code: "InvalidSignatureException",
    });
  });

  test("a key that was retired is of no use", async () => {
    await expect(authenticate(signedBy({ ...alice, accessKeyId: "AKIARETIRED" }), door)).rejects.toMatchObject({
      code: "UnrecognizedClientException",
      queryCode: "InvalidClientTokenId",
      status: 403,
      message: "The security token included in the request is invalid.",
    });
  });

  test("temporary credentials count with their token and until their end", async () => {
    expect((await authenticate(signedBy(session), door)).identity.arn).toBe(SESSION.arn);
    for (const sessionToken of [undefined, "another"]) {
      await expect(authenticate(signedBy({ ...session, sessionToken }), door)).rejects.toMatchObject({
        code: "UnrecognizedClientException",
        message: "The security token included in the request is invalid",
      });
    }
    await expect(
      authenticate(signedBy({ ...alice, sessionToken: "a token where none belongs" }), door),
    ).rejects.toMatchObject({ code: "UnrecognizedClientException" });
    // Their end comes by the issuer's clock, whatever the signer's says.
    await expect(authenticate(signedBy(session), { ...door, issuerNow: NOW + 3_600_000 })).rejects.toMatchObject({
      code: "ExpiredTokenException",
      queryCode: "ExpiredToken",
      message: "The security token included in the request is expired",
    });
  });

  test("a malformed signature is refused", async () => {
    const headers = { ...PLAIN.headers, authorization: "AWS4-HMAC-SHA256 Credential=test" };
    await expect(authenticate({ ...PLAIN, headers }, door)).rejects.toMatchObject({
      code: "IncompleteSignatureException",
    });
  });

  test("an expired URL is refused, whoever signed it", async () => {
    const query = presign(PLAIN, root, { ...OPTIONS, expiresSeconds: 60 });
    await expect(authenticate({ ...PLAIN, query }, { ...door, now: NOW + 61_000 })).rejects.toThrow(
      "Signature expired",
    );
  });
});

describe("open mode", () => {
  test.each([
    ["test", "000000000000"],
    ["123456789012", "123456789012"],
    ["LSIAQNZGKIQY56JQ7WML", "029608264753"],
  ])("%s with any secret is root of %s", async (accessKeyId, account) => {
    expect(await authenticate(signedBy({ accessKeyId, secretAccessKey: "whatever" }), doorOf({}))).toEqual({
      identity: { account, arn: `arn:aws:iam::${account}:root`, id: account, accessKeyId, unproven: true },
      scope: { date: "20261126", region: "eu-central-1", service: "sqs" },
      bodySha256: undefined,
      chunks: undefined,
    });
  });

  test("who does not sign is root of the default account", async () => {
    expect(await authenticate(PLAIN, doorOf({}))).toMatchObject({
      identity: { account: "000000000000", arn: "arn:aws:iam::000000000000:root", accessKeyId: undefined },
      scope: undefined,
    });
  });
});

describe("enforce mode", () => {
  const door = doorOf({ mode: "enforce" });

  test("the root key passes with its secret only", async () => {
    expect((await authenticate(signedBy(root), door)).identity.arn).toBe("arn:aws:iam::000000000000:root");
    await expect(authenticate(signedBy({ ...root, secretAccessKey: "guessed" }), door)).rejects.toMatchObject({
      code: "InvalidSignatureException",
    });
  });

  test("an unknown key does not pass, though it be twelve digits", async () => {
    const stranger = signedBy({ accessKeyId: "123456789012", secretAccessKey: "test" });
    await expect(authenticate(stranger, door)).rejects.toMatchObject({ code: "UnrecognizedClientException" });
    await expect(authenticate(stranger, { ...door, family: "s3" })).rejects.toMatchObject({
      code: "InvalidAccessKeyId",
      members: { AWSAccessKeyId: "123456789012" },
    });
  });

  test("who does not sign is nobody where that is enough", async () => {
    const { identity } = await authenticate(PLAIN, { ...door, unsigned: true });
    expect(identity).toEqual({ account: "anonymous", arn: "anonymous", id: "anonymous", accessKeyId: undefined });
    const signed = signedBy({ ...root, secretAccessKey: "guessed" });
    await expect(authenticate(signed, { ...door, unsigned: true })).rejects.toThrow("signature");
  });

  test.each([
    ["json", "MissingAuthenticationTokenException", 400, "Request is missing Authentication Token"],
    ["restJson", "MissingAuthenticationTokenException", 403, "Missing Authentication Token"],
    ["query", "MissingAuthenticationToken", 403, "Request is missing Authentication Token"],
    ["s3", "AccessDenied", 403, "Access Denied"],
  ] as const)("who does not sign is refused by a %s service", async (...[family, code, status, message]) => {
    await expect(authenticate(PLAIN, { ...door, family })).rejects.toMatchObject({ code, status, message });
  });
});

async function reportsOf(request: SignedRequest) {
  const reports: string[] = [];
  const door = doorOf({
    mode: "audit",
    report: (refusal, identity) => reports.push(`${refusal.code} for ${identity.arn}`),
  });
  const { identity } = await authenticate(request, door);
  return { reports, account: identity.account };
}

describe("audit mode", () => {
  test("lets in as open does, and reports what enforce would have refused", async () => {
    expect(await reportsOf(PLAIN)).toEqual({
      account: "000000000000",
      reports: ["MissingAuthenticationTokenException for arn:aws:iam::000000000000:root"],
    });
    expect(await reportsOf(signedBy({ accessKeyId: "123456789012", secretAccessKey: "x" }))).toEqual({
      account: "123456789012",
      reports: ["UnrecognizedClientException for arn:aws:iam::123456789012:root"],
    });
    expect(await reportsOf(signedBy({ ...root, secretAccessKey: "guessed" }))).toEqual({
      account: "000000000000",
      reports: ["InvalidSignatureException for arn:aws:iam::000000000000:root"],
    });
  });

  test("has nothing to report of who may pass", async () => {
    expect((await reportsOf(signedBy(root))).reports).toEqual([]);
    expect((await reportsOf(signedBy(alice))).reports).toEqual([]);
  });
});
