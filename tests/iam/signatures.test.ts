import { DeleteAccessKeyCommand, UpdateAccessKeyCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { presign, sign } from "@skylab/auth";
import { describe, expect, it } from "vitest";
import { soon } from "../soon.ts";
import { createUser, type Key, keyOf, policy, refusal, type TestUser, useIam } from "./iam.ts";

const iam = useIam();

const MINUTE_MS = 60_000;

/** A harmless request of a service, as SDKs write it. */
type Probe = { readonly service: string; readonly body: string; readonly headers: Readonly<Record<string, string>> };

const QUERY = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
const STS: Probe = { service: "sts", body: "Action=GetCallerIdentity&Version=2011-06-15", headers: QUERY };
const IAM: Probe = { service: "iam", body: "Action=GetUser&Version=2010-05-08", headers: QUERY };
const SQS: Probe = {
  service: "sqs",
  body: "{}",
  headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.ListQueues" },
};

/** How a service calls what is wrong with a signature. */
const CODES = {
  sts: { mismatch: "SignatureDoesNotMatch", unknown: "InvalidClientTokenId", missing: "MissingAuthenticationToken" },
  sqs: {
    mismatch: "InvalidSignatureException",
    unknown: "UnrecognizedClientException",
    missing: "MissingAuthenticationTokenException",
  },
};

const MISMATCH =
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

type Request = { readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** The probe, signed; by default as it should be. */
function signed({ service, body, headers }: Probe, key: Key, more: { now?: number; region?: string } = {}): Request {
  const host = new URL(iam.skylab().url).host;
  const head = { method: "POST", path: "/", query: "", headers: { ...headers, host } };
  const options = { region: "us-east-1", service, now: Date.now(), body, ...more };
  return { headers: { ...headers, ...sign(head, key, options) }, body };
}

async function answer(response: Response): Promise<string> {
  const text = await response.text();
  if (response.ok) return "200";
  const code = /<Code>(.*?)<\/Code>/.exec(text)?.[1] ?? /"__type":"(?:[^"]*#)?(.*?)"/.exec(text)?.[1];
  const message = /<Message>(.*?)<\/Message>/s.exec(text)?.[1] ?? /"message":"(.*?)"/i.exec(text)?.[1];
  return `${response.status} ${code}: ${message?.replaceAll("&apos;", "'").replaceAll("&#39;", "'")}`;
}

const post = async ({ headers, body }: Request): Promise<string> =>
  answer(await fetch(iam.skylab().url, { method: "POST", headers, body }));

const newUser = (): Promise<TestUser> => createUser(iam.root(), policy({ Action: ["sqs:*", "iam:*"] }));

const basic = (time: number): string => new Date(time).toISOString().replaceAll(/[-:]|\.\d+/g, "");

describe.each([
  ["STS", STS, CODES.sts],
  ["SQS", SQS, CODES.sqs],
])("%s", (_name, probe, codes) => {
  it("takes a request that is signed as it should be", async () => {
    expect(await post(signed(probe, (await newUser()).key))).toBe("200");
  });

  it("refuses a body that was changed", async () => {
    const { headers, body } = signed(probe, (await newUser()).key);
    expect(await post({ headers, body: `${body} ` })).toBe(`403 ${codes.mismatch}: ${MISMATCH}`);
  });

  it("refuses a signed header that was changed", async () => {
    const { headers, body } = signed(probe, (await newUser()).key);
    const changed = { ...headers, "content-type": `${headers["content-type"]};a=b` };
    expect(await post({ headers: changed, body })).toBe(`403 ${codes.mismatch}: ${MISMATCH}`);
  });

  it("refuses a header of AWS's that the signature does not cover", async () => {
    const { headers, body } = signed(probe, (await newUser()).key);
    expect(await post({ headers: { ...headers, "x-amz-added": "later" }, body })).toBe(
      `403 ${codes.mismatch}: 'x-amz-added' must be a 'SignedHeader' in the AWS Authorization.`,
    );
  });

  it("refuses a date that was changed", async () => {
    const now = Date.now();
    const { headers, body } = signed(probe, (await newUser()).key, { now });
    const changed = { ...headers, "x-amz-date": basic(now - MINUTE_MS) };
    expect(await post({ headers: changed, body })).toMatch(`403 ${codes.mismatch}: `);
  });

  it("refuses what was signed long ago, or is yet to be", async () => {
    const { key } = await newUser();
    const past = Date.now() - 16 * MINUTE_MS;
    expect(await post(signed(probe, key, { now: past }))).toMatch(
      new RegExp(
        `^403 ${codes.mismatch}: Signature expired: ${basic(past)} is now earlier than \\w+ \\(\\w+ - 15 min\\.\\)$`,
      ),
    );
    const future = Date.now() + 16 * MINUTE_MS;
    expect(await post(signed(probe, key, { now: future }))).toMatch(
      new RegExp(`^403 ${codes.mismatch}: Signature not yet current: ${basic(future)} is still later than`),
    );
  });

  it("refuses an unknown key", async () => {
    for (const accessKeyId of ["AKIAIOSFODNN7EXAMPLE", "111122223333"]) {
      expect(await post(signed(probe, { accessKeyId, secretAccessKey: "any" }))).toBe(
        `403 ${codes.unknown}: The security token included in the request is invalid.`,
      );
    }
  });

  it("refuses another's secret", async () => {
    const [ada, bob] = [await newUser(), await newUser()];
    const { accessKeyId } = ada.key;
    expect(await post(signed(probe, { ...bob.key, accessKeyId }))).toBe(`403 ${codes.mismatch}: ${MISMATCH}`);
    expect(await post(signed(probe, { accessKeyId: "test", secretAccessKey: "guessed" }))).toBe(
      `403 ${codes.mismatch}: ${MISMATCH}`,
    );
  });

  it("refuses another region or day in the scope than was signed", async () => {
    const { headers, body } = signed(probe, (await newUser()).key);
    const { authorization = "" } = headers;
    const elsewhere = authorization.replace("us-east-1", "eu-west-1");
    expect(await post({ headers: { ...headers, authorization: elsewhere }, body })).toBe(
      `403 ${codes.mismatch}: ${MISMATCH}`,
    );
    const yesterday = authorization.replace(/\/\d{8}\//, "/20200101/");
    expect(await post({ headers: { ...headers, authorization: yesterday }, body })).toMatch(
      `403 ${codes.mismatch}: Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP`,
    );
  });

  it("refuses half a signature", async () => {
    const { headers, body } = signed(probe, (await newUser()).key);
    const authorization = headers["authorization"]?.replace(/, Signature=.*/, "") ?? "";
    expect(await post({ headers: { ...headers, authorization }, body })).toMatch(
      /^40[03] IncompleteSignature(Exception)?: Authorization header requires 'Signature' parameter\./,
    );
  });
});

describe("a scope for another service", () => {
  it("is refused", async () => {
    const { key } = await newUser();
    expect(await post(signed({ ...SQS, service: "sns" }, key))).toBe(
      "403 InvalidSignatureException: Credential should be scoped to correct service: 'sqs'.",
    );
    // A Query request says by its scope alone whom it is for.
    expect(await post(signed({ ...STS, service: "iam" }, key))).toMatch(/^400 InvalidAction: /);
  });
});

describe("a request that nobody signed", () => {
  it("is refused", async () => {
    for (const [probe, { missing }] of [
      [SQS, CODES.sqs],
      [STS, CODES.sts],
    ] as const) {
      expect(await post(probe)).toBe(`403 ${missing}: Request is missing Authentication Token`);
    }
  });
});

/** Presigns STS's probe for a minute, by the clock of Skylab; returns how to use it. */
async function presigned(key: Key): Promise<() => Promise<string>> {
  const { host, origin } = new URL(iam.skylab().url);
  const head = { method: "GET", path: "/", query: STS.body, headers: { host } };
  const now = await iam.skylab().clock.now();
  const query = presign(head, key, { region: "us-east-1", service: "sts", now, expiresSeconds: 60 });
  return async () => answer(await fetch(`${origin}/?${query}`));
}

describe("a presigned request", () => {
  it("counts as long as it says, and only as it is", async () => {
    const get = await presigned((await newUser()).key);
    expect(await get()).toBe("200");
    await iam.skylab().clock.advance(MINUTE_MS + 1000);
    await soon(async () =>
      expect(await get()).toMatch(/^403 SignatureDoesNotMatch: Signature expired: .* - 1 min\.\)$/),
    );
  });

  it("is refused with another's secret", async () => {
    const [ada, bob] = [await newUser(), await newUser()];
    const get = await presigned({ ...ada.key, secretAccessKey: bob.key.secretAccessKey });
    expect(await get()).toBe(`403 SignatureDoesNotMatch: ${MISMATCH}`);
  });
});

describe("a key", () => {
  it("stops when it is deactivated or deleted, and works again when it is activated", async () => {
    const ada = await newUser();
    const { iam: admin } = iam.root();
    const its = { UserName: ada.name, AccessKeyId: ada.key.accessKeyId };
    for (const probe of [STS, SQS, IAM]) expect(await post(signed(probe, ada.key))).toBe("200");
    const refused = (): Promise<void> =>
      soon(async () => {
        for (const probe of [STS, SQS, IAM]) {
          expect(await post(signed(probe, ada.key))).toMatch(
            /^403 (InvalidClientTokenId|UnrecognizedClientException): The security token included in the request is invalid\.$/,
          );
        }
      });
    await admin.send(new UpdateAccessKeyCommand({ ...its, Status: "Inactive" }));
    await refused();
    await admin.send(new UpdateAccessKeyCommand({ ...its, Status: "Active" }));
    await soon(async () => expect(await post(signed(SQS, ada.key))).toBe("200"));
    await admin.send(new DeleteAccessKeyCommand(its));
    await refused();
  });
});

describe("a session token", () => {
  it("counts as it is, and with its own key", async () => {
    const ada = await newUser();
    const open = async (): Promise<Key> => keyOf((await ada.sts.send(new GetSessionTokenCommand({}))).Credentials);
    const [one, other] = [await open(), await open()];
    expect(await post(signed(STS, one))).toBe("200");
    const { sessionToken: token = "", ...without } = one;
    const middle = Math.floor(token.length / 2);
    const changed = token.slice(0, middle) + (token[middle] === "A" ? "B" : "A") + token.slice(middle + 1);
    for (const wrong of [
      without,
      { ...one, sessionToken: changed },
      { ...one, sessionToken: `${token}A` },
      { ...one, sessionToken: token.slice(0, -4) },
      { ...one, sessionToken: "another" },
      { ...without, sessionToken: other.sessionToken ?? "" },
      { ...ada.key, sessionToken: token },
    ]) {
      const { sts } = iam.as(wrong);
      expect(await refusal(sts.send(new GetCallerIdentityCommand({})))).toMatch(
        /^403 InvalidClientTokenId: The security token included in the request is invalid\.?$/,
      );
    }
  });

  it("must be signed itself", async () => {
    const ada = await newUser();
    const { sessionToken = "", ...key } = keyOf((await ada.sts.send(new GetSessionTokenCommand({}))).Credentials);
    const { headers, body } = signed(STS, key);
    expect(await post({ headers: { ...headers, "x-amz-security-token": sessionToken }, body })).toMatch(
      /^403 InvalidClientTokenId: /,
    );
  });
});
