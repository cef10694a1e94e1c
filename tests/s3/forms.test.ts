import { createHmac } from "node:crypto";
import {
  DeletePublicAccessBlockCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutBucketPolicyCommand,
} from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { type Answer, errorOf, ROOT, sendBytes, useWeb } from "./web.ts";

const web = useWeb({ SKYLAB_AUTH: "enforce" });

type Fields = Readonly<Record<string, string>>;
type File = { readonly content: string; readonly filename?: string };

const BOUNDARY = "----form";
const MULTIPART = { "content-type": `multipart/form-data; boundary=${BOUNDARY}` };

/** A form as browsers send it, its file last. */
function encode(fields: Fields, file: File | undefined): string {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const named = file?.filename === undefined ? "" : `; filename="${file.filename}"`;
  const last =
    file === undefined
      ? ""
      : `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"${named}\r\n\r\n${file.content}\r\n`;
  return `${parts.join("")}${last}--${BOUNDARY}--\r\n`;
}

const post = (bucket: string, fields: Fields, file: File | undefined = { content: "hello" }): Promise<Answer> =>
  web.ask({ method: "POST", path: `/${bucket}`, headers: MULTIPART, body: encode(fields, file) });

type Signing = {
  readonly conditions?: readonly unknown[];
  readonly expiresAt?: number;
  readonly secret?: string;
  readonly keyId?: string;
  readonly region?: string;
};

const encodePolicy = (conditions: readonly unknown[], expiresAt: number): string =>
  Buffer.from(JSON.stringify({ expiration: new Date(expiresAt).toISOString(), conditions })).toString("base64");

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** The fields that sign a form by Version 4, as SDKs make them: every other field has its condition. */
function signed(bucket: string, fields: Fields, signing: Signing = {}): Fields {
  const { conditions = [], expiresAt = Date.now() + 60_000, keyId = "test", secret = "test" } = signing;
  const date = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const [day, region] = [date.slice(0, 8), signing.region ?? "us-east-1"];
  const signer = {
    "x-amz-algorithm": "AWS4-HMAC-SHA256",
    "x-amz-credential": `${keyId}/${day}/${region}/s3/aws4_request`,
    "x-amz-date": date,
  };
  const exact = Object.entries({ ...fields, ...signer }).map(([name, value]) => ({ [name]: value }));
  const own = exact.filter((condition) => !("key" in condition));
  const policy = encodePolicy([{ bucket }, ["starts-with", "$key", ""], ...own, ...conditions], expiresAt);
  const key = [day, region, "s3", "aws4_request"].reduce<Buffer>(
    (derived, part) => hmac(derived, part),
    Buffer.from(`AWS4${secret}`),
  );
  return { ...fields, ...signer, policy, "x-amz-signature": hmac(key, policy).toString("hex") };
}

/** The fields that sign a form by Version 2. */
function signedV2(bucket: string, fields: Fields): Fields {
  const policy = encodePolicy([{ bucket }, ["starts-with", "$key", ""]], Date.now() + 60_000);
  const signature = createHmac("sha1", ROOT.secretAccessKey).update(policy).digest("base64");
  return { ...fields, AWSAccessKeyId: ROOT.accessKeyId, policy, signature };
}

const textOf = async (Bucket: string, Key: string): Promise<string | undefined> => {
  const { Body } = await web.client().send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
};

describe("a form that a browser uploads", () => {
  it.each([
    ["Version 4", signed],
    ["Version 2", signedV2],
  ])("puts its file, signed by %s", async (_version, sign) => {
    const bucket = await web.bucket();
    const answer = await post(bucket, sign(bucket, { key: "folder/a b.txt" }));
    expect(answer).toMatchObject({
      status: 204,
      text: "",
      headers: {
        etag: '"5d41402abc4b2a76b9719d911017c592"',
        location: `${web.skylab().url}/${bucket}/folder%2Fa%20b.txt`,
      },
    });
    expect(answer.headers).not.toHaveProperty("content-type");
    expect(await textOf(bucket, "folder/a b.txt")).toBe("hello");
  });

  it("puts it on the host of its bucket, too", async () => {
    const bucket = await web.bucket();
    const host = `${bucket}.s3.localhost:4566`;
    const body = encode(signed(bucket, { key: "a" }), { content: "hello" });
    const answer = await web.ask({ method: "POST", path: "/", host, headers: MULTIPART, body });
    expect(answer).toMatchObject({ status: 204, headers: { location: `http://${host}/a` } });
  });

  it("tells of the object: its kind, metadata, class and tags", async () => {
    const bucket = await web.bucket();
    const fields = {
      key: "a",
      "Content-Type": "text/plain",
      "Cache-Control": "no-cache",
      "x-amz-meta-NAME": "Zoe",
      "x-amz-storage-class": "STANDARD_IA",
      tagging: "<Tagging><TagSet><Tag><Key>a b</Key><Value>c=d</Value></Tag></TagSet></Tagging>",
    };
    expect((await post(bucket, signed(bucket, fields))).status).toBe(204);
    const object = { Bucket: bucket, Key: "a" };
    expect(await web.client().send(new HeadObjectCommand(object))).toMatchObject({
      ContentType: "text/plain",
      CacheControl: "no-cache",
      Metadata: { name: "Zoe" },
      StorageClass: "STANDARD_IA",
    });
    const { TagSet } = await web.client().send(new GetObjectTaggingCommand(object));
    expect(TagSet).toEqual([{ Key: "a b", Value: "c=d" }]);
  });

  it("names the object after its file", async () => {
    const bucket = await web.bucket();
    const fields = signed(bucket, { key: "user/${filename}" });
    await post(bucket, fields, { content: "named", filename: String.raw`C:\photos\me.png` });
    expect(await textOf(bucket, "user/me.png")).toBe("named");
    await post(bucket, fields, { content: "nameless" });
    expect(await textOf(bucket, "user/${filename}")).toBe("nameless");
  });

  it("is answered as it wants to be", async () => {
    const bucket = await web.bucket();
    const shown = await post(bucket, signed(bucket, { key: "a/b", success_action_status: "201" }));
    const location = `${web.skylab().url}/${bucket}/a%2Fb`;
    expect(shown).toMatchObject({ status: 201, headers: { location, "content-type": "application/xml" } });
    expect(shown.text).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse><Location>${location}</Location><Bucket>${bucket}</Bucket><Key>a/b</Key><ETag>&quot;5d41402abc4b2a76b9719d911017c592&quot;</ETag></PostResponse>`,
    );
    const redirect = { key: "a/b", success_action_redirect: "https://app.example.com/done?x=y" };
    expect(await post(bucket, signed(bucket, redirect))).toMatchObject({
      status: 303,
      headers: {
        location: `https://app.example.com/done?x=y&bucket=${bucket}&key=a%2Fb&etag=%225d41402abc4b2a76b9719d911017c592%22`,
      },
    });
  });

  it("may be of the sizes that its policy allows", async () => {
    const bucket = await web.bucket();
    const upload = async (content: string): Promise<string> => {
      const fields = signed(bucket, { key: "a" }, { conditions: [["content-length-range", 5, 10]] });
      const answer = await post(bucket, fields, { content });
      return answer.status === 204 ? "204" : errorOf(answer) + (/<ProposedSize>\d+/.exec(answer.text)?.[0] ?? "");
    };
    expect(await upload("12345")).toBe("204");
    expect(await upload("1234567890")).toBe("204");
    expect(await upload("1")).toBe(
      "400 EntityTooSmall: Your proposed upload is smaller than the minimum allowed size<ProposedSize>1",
    );
    expect(await upload("x".repeat(300_000))).toBe(
      "400 EntityTooLarge: Your proposed upload exceeds the maximum allowed size<ProposedSize>300000",
    );
    expect(await textOf(bucket, "a")).toBe("1234567890");
  });

  it("flows, however large it is", async () => {
    const bucket = await web.bucket();
    const content = `${"0123456789".repeat(500_000)}\r\n--not the end\r\n`;
    expect((await post(bucket, signed(bucket, { key: "large" }), { content })).status).toBe(204);
    expect(await textOf(bucket, "large")).toBe(content);
  });

  it("may have fields that nobody signs where everybody may put", async () => {
    const bucket = await web.bucket();
    expect(errorOf(await post(bucket, { key: "a" }))).toBe("403 AccessDenied: Access Denied");
    const Statement = [
      { Effect: "Allow", Principal: "*", Action: "s3:PutObject", Resource: `arn:aws:s3:::${bucket}/public/*` },
    ];
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
    await web.client().send(new DeletePublicAccessBlockCommand({ Bucket: bucket }));
    await web.client().send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
    expect((await post(bucket, { key: "public/a", success_action_status: "200" })).status).toBe(200);
    expect((await post(bucket, { key: "private/a" })).status).toBe(403);
  });

  it("shows its fields to the conditions of policies, as requests do their headers", async () => {
    const bucket = await web.bucket();
    const statement = { Principal: "*", Action: "s3:PutObject", Resource: `arn:aws:s3:::${bucket}/*` };
    const Condition = { StringEquals: { "s3:x-amz-storage-class": "STANDARD_IA" } };
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", ...statement },
        { Effect: "Deny", ...statement, Condition },
      ],
    });
    await web.client().send(new DeletePublicAccessBlockCommand({ Bucket: bucket }));
    await web.client().send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
    expect((await post(bucket, { key: "a" })).status).toBe(204);
    expect((await post(bucket, { key: "a", "x-amz-storage-class": "STANDARD_IA" })).status).toBe(403);
  });
});

describe("a form is refused", () => {
  it.each<[string, (bucket: string) => Fields, string]>([
    [
      "without a key",
      (bucket) => signed(bucket, {}),
      "400 InvalidArgument: Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
    ],
    [
      "signed with a wrong secret",
      (bucket) => signed(bucket, { key: "a" }, { secret: "wrong" }),
      "403 SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    ],
    [
      "signed with no key that there is",
      (bucket) => signed(bucket, { key: "a" }, { keyId: "nobody" }),
      "403 InvalidAccessKeyId: The AWS Access Key Id you provided does not exist in our records.",
    ],
    [
      "signed for another region",
      (bucket) => signed(bucket, { key: "a" }, { region: "eu-west-1" }),
      "400 InvalidArgument: the region 'eu-west-1' is wrong; expecting 'us-east-1'",
    ],
    [
      "with a policy that has expired",
      (bucket) => signed(bucket, { key: "a" }, { expiresAt: Date.now() - 1000 }),
      "403 AccessDenied: Invalid according to Policy: Policy expired.",
    ],
    [
      "with a policy for another bucket",
      () => signed("another", { key: "a" }),
      '403 AccessDenied: Invalid according to Policy: Policy Condition failed: ["eq", "$bucket", "another"]',
    ],
    [
      "with a field that its policy says nothing of",
      (bucket) => ({ ...signed(bucket, { key: "a" }), acl: "public-read" }),
      "403 AccessDenied: Invalid according to Policy: Extra input fields: acl",
    ],
    [
      "with tags that are no XML",
      (bucket) => signed(bucket, { key: "a", tagging: "not-xml" }),
      "400 MalformedXML: The XML you provided was not well-formed or did not validate against our published schema",
    ],
    [
      "with more fields than it may have",
      (bucket) => signed(bucket, { key: "a", "x-amz-meta-long": "x".repeat(20_480) }),
      "400 MaxPostPreDataLengthExceeded: Your POST request fields preceeding the upload file was too large.",
    ],
    [
      "with another checksum than its file's",
      (bucket) => signed(bucket, { key: "a", "x-amz-checksum-crc32": "AAAAAA==" }),
      "400 BadDigest: The CRC32 you specified did not match the calculated checksum.",
    ],
  ])("%s", async (_why, fields, refusal) => {
    const bucket = await web.bucket();
    expect(errorOf(await post(bucket, fields(bucket)))).toBe(refusal);
  });

  it("without a file, without a bucket, and where it is no form", async () => {
    const bucket = await web.bucket();
    const body = encode(signed(bucket, { key: "a" }), undefined);
    const sent = { method: "POST", path: `/${bucket}`, headers: MULTIPART, body };
    expect(errorOf(await web.ask(sent))).toBe(
      "400 InvalidArgument: POST requires exactly one file upload per request.",
    );
    expect(errorOf(await post("no-such-bucket-at-all", { key: "a" }))).toMatch("404 NoSuchBucket");
    const plain = await web.ask({ ...sent, headers: { "content-type": "text/html" } });
    expect(plain.status).toBe(412);
    expect(plain.text).toContain(
      "<Condition>Bucket POST must be of the enclosure-type multipart/form-data</Condition>",
    );
    const unbounded = await web.ask({ ...sent, headers: { "content-type": "multipart/form-data" } });
    expect(errorOf(unbounded)).toMatch("400 MalformedPOSTRequest");
    const cut = await web.ask({ ...sent, body: encode(signed(bucket, { key: "a" }), { content: "x" }).slice(0, -20) });
    expect(cut.status).toBe(400);
  });

  it("and leaves nothing where its sender goes away in the middle", async () => {
    const bucket = await web.bucket();
    const whole = encode(signed(bucket, { key: "half" }), { content: "x".repeat(100_000) });
    const head = `POST /${bucket} HTTP/1.1\r\nHost: l\r\nContent-Type: ${MULTIPART["content-type"]}\r\nConnection: close\r\n`;
    await sendBytes(web.skylab().url, `${head}Content-Length: ${whole.length}\r\n\r\n${whole.slice(0, 60_000)}`, true);
    expect((await web.ask({ path: `/${bucket}/half` })).status).toBe(403);
    await expect(web.client().send(new HeadObjectCommand({ Bucket: bucket, Key: "half" }))).rejects.toMatchObject({
      name: "NotFound",
    });
  });
});
