import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { authenticateForm } from "../authenticate-form.ts";
import { NOBODY } from "../identity/identity.ts";
import { parseSignedForm, verifyPostForm } from "./post-form.ts";

// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-example.html
const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const CREDENTIAL = "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request";
const POLICY = Buffer.from(
  [
    `{ "expiration": "2015-12-30T12:00:00.000Z",`,
    `  "conditions": [`,
    `    {"bucket": "sigv4examplebucket"},`,
    `    ["starts-with", "$key", "user/user1/"],`,
    `    {"acl": "public-read"},`,
    `    {"success_action_redirect": "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"},`,
    `    ["starts-with", "$Content-Type", "image/"],`,
    `    {"x-amz-meta-uuid": "14365123651274"},`,
    `    {"x-amz-server-side-encryption": "AES256"},`,
    `    ["starts-with", "$x-amz-meta-tag", ""],`,
    ``,
    `    {"x-amz-credential": "${CREDENTIAL}"},`,
    `    {"x-amz-algorithm": "AWS4-HMAC-SHA256"},`,
    `    {"x-amz-date": "20151229T000000Z" }`,
    `  ]`,
    `}`,
  ].join("\r\n"),
).toString("base64");

const V4 = {
  policy: POLICY,
  "x-amz-algorithm": "AWS4-HMAC-SHA256",
  "x-amz-credential": CREDENTIAL,
  "x-amz-date": "20151229T000000Z",
  "x-amz-signature": "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e",
};
const V2 = {
  awsaccesskeyid: "AKIAIOSFODNN7EXAMPLE",
  policy: POLICY,
  signature: createHmac("sha1", SECRET).update(POLICY).digest("base64"),
};

type Fields = Readonly<Record<string, string | undefined>>;

const fieldsOf = (fields: Fields, changed: Fields = {}): ReadonlyMap<string, string> =>
  new Map(
    Object.entries({ ...fields, ...changed }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

const verifyForm = (fields: ReadonlyMap<string, string>): void => {
  const form = parseSignedForm(fields);
  if (form === undefined) throw new Error("not seen as signed");
  verifyPostForm(form, SECRET);
};

const door = (mode: "open" | "enforce") => ({
  mode,
  rootKey: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: SECRET },
  issuerNow: 0,
  lookup: () => Promise.resolve(undefined),
});

describe("a form that a browser uploads with", () => {
  it.each([
    ["Version 4, as documented", V4],
    ["Version 2", V2],
  ])("is verified by %s", (_name, fields) => {
    expect(() => verifyForm(fieldsOf(fields))).not.toThrow();
    const cut = POLICY.slice(0, -2);
    expect(() => verifyForm(fieldsOf(fields, { policy: cut }))).toThrow(
      expect.objectContaining({
        code: "SignatureDoesNotMatch",
        status: 403,
        members: expect.objectContaining({ AWSAccessKeyId: "AKIAIOSFODNN7EXAMPLE", StringToSign: cut }),
      }),
    );
  });

  it.each([
    [V4, { "x-amz-algorithm": undefined, "x-amz-credential": undefined }, "X-Amz-Algorithm"],
    [V4, { "x-amz-credential": undefined }, "X-Amz-Credential"],
    [V4, { "x-amz-signature": undefined }, "X-Amz-Signature"],
    [V4, { policy: undefined }, "Policy"],
    [V2, { awsaccesskeyid: undefined }, "AWSAccessKeyId"],
    [V2, { signature: undefined }, "Signature"],
  ])("is told what it lacks", (fields, without, name) => {
    const message = `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`;
    expect(() => parseSignedForm(fieldsOf(fields, without))).toThrow(
      expect.objectContaining({
        code: "InvalidArgument",
        message,
        members: { ArgumentName: name, ArgumentValue: "" },
      }),
    );
  });

  it.each([
    [{ "x-amz-credential": "/20151229/us-east-1/s3/aws4_request" }, "a non-empty Access Key (AKID)"],
    [{ "x-amz-credential": "AKID/20151229/s3" }, "the Credential is mal-formed;"],
    [{ "x-amz-credential": CREDENTIAL.replace("s3", "sqs") }, 'incorrect service "sqs"'],
    [{ "x-amz-credential": CREDENTIAL.replace("aws4_", "aws5_") }, 'incorrect terminal "aws5_request"'],
    [{ "x-amz-date": "yesterday" }, "X-Amz-Date must be formated via ISO8601 Long format"],
    [{ "x-amz-algorithm": "HMAC" }, "X-Amz-Algorithm only supports"],
  ])("is told what is malformed: %o", (changed, message) => {
    expect(() => parseSignedForm(fieldsOf(V4, changed))).toThrow(message);
  });

  it("comes from whoever has the key, and from nobody where it is not signed", async () => {
    const { identity } = await authenticateForm(fieldsOf(V4), door("enforce"));
    expect(identity).toMatchObject({ account: "000000000000", accessKeyId: "AKIAIOSFODNN7EXAMPLE" });
    expect(await authenticateForm(fieldsOf({ key: "k", policy: POLICY }), door("enforce"))).toEqual({
      identity: NOBODY,
      signed: undefined,
    });
  });

  it("is refused where its key is not known, and taken at its word in open mode", async () => {
    const stranger = fieldsOf(V4, { "x-amz-credential": CREDENTIAL.replace("AKIAIOSFODNN7EXAMPLE", "foo") });
    await expect(authenticateForm(stranger, door("enforce"))).rejects.toMatchObject({ code: "InvalidAccessKeyId" });
    const { identity } = await authenticateForm(stranger, door("open"));
    expect(identity).toMatchObject({ accessKeyId: "foo", unproven: true });
  });
});
