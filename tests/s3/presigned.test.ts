import { createHmac } from "node:crypto";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, it } from "vitest";
import { type Answer, errorOf, ROOT, useWeb } from "./web.ts";

const web = useWeb({ SKYLAB_AUTH: "enforce" });

/** Asks for a URL that somebody has presigned. */
function use(url: string, more: Partial<Parameters<typeof web.ask>[0]> = {}): Promise<Answer> {
  const { host, pathname, search } = new URL(url);
  return web.ask({ path: `${pathname}${search}`, host, ...more });
}

const MINUTE_MS = 60_000;

describe("a URL presigned by Version 4", () => {
  it("gets an object, with the headers of the answer that it asks for", async () => {
    const bucket = await web.bucket();
    await web.put(bucket, "a b/ü", "presigned");
    const command = new GetObjectCommand({ Bucket: bucket, Key: "a b/ü", ResponseContentType: "text/x" });
    const url = await getSignedUrl(web.client(), command, { expiresIn: 60 });
    const answer = await use(url);
    expect(answer).toMatchObject({ status: 200, text: "presigned", headers: { "content-type": "text/x" } });
    expect(errorOf(await use(url.replace("text%2Fx", "text%2Fy")))).toMatch("403 SignatureDoesNotMatch");
  });

  it("puts an object, of the type that it signs", async () => {
    const bucket = await web.bucket();
    const command = new PutObjectCommand({ Bucket: bucket, Key: "key", ContentType: "text/plain" });
    const url = await getSignedUrl(web.client(), command, { signableHeaders: new Set(["host", "content-type"]) });
    const put = { method: "PUT", body: "presigned", headers: { "content-type": "text/plain" } };
    expect((await use(url, put)).status).toBe(200);
    expect(errorOf(await use(url, { ...put, headers: { "content-type": "text/html" } }))).toMatch(
      "403 SignatureDoesNotMatch",
    );
    const got = await use(await getSignedUrl(web.client(), new GetObjectCommand({ Bucket: bucket, Key: "key" })));
    expect(got).toMatchObject({ text: "presigned", headers: { "content-type": "text/plain" } });
  });
});

type Presigning = {
  readonly method?: string;
  readonly path: string;
  /** What is signed: with the bucket, wherever that stands. */
  readonly resource?: string;
  readonly expiresAt?: number;
  readonly contentType?: string;
  readonly secret?: string;
};

/** A URL as boto3 presigns it where nothing asks for Version 4. */
function presignV2({ method = "GET", path, resource = path, ...by }: Presigning): string {
  const expires = String(Math.floor((by.expiresAt ?? Date.now() + MINUTE_MS) / 1000));
  const text = `${method}\n\n${by.contentType ?? ""}\n${expires}\n${resource}`;
  const signature = createHmac("sha1", by.secret ?? ROOT.secretAccessKey)
    .update(text)
    .digest("base64");
  const query = new URLSearchParams({ AWSAccessKeyId: ROOT.accessKeyId, Signature: signature, Expires: expires });
  return `${path}?${query.toString()}`;
}

describe("a URL presigned by Version 2", () => {
  it("gets an object by its path, and on the host of its bucket", async () => {
    const bucket = await web.bucket();
    await web.put(bucket, "a/b", "presigned");
    const resource = `/${bucket}/a/b`;
    const path = presignV2({ path: resource });
    expect(await web.ask({ path })).toMatchObject({ status: 200, text: "presigned" });
    const host = `${bucket}.s3.localhost.localstack.cloud:4566`;
    const virtual = presignV2({ path: "/a/b", resource });
    expect(await web.ask({ path: virtual, host })).toMatchObject({ status: 200, text: "presigned" });
    const forged = presignV2({ path: "/a/b", resource, secret: "guessed" });
    expect(errorOf(await web.ask({ path: forged, host }))).toMatch("403 SignatureDoesNotMatch");
  });

  it("puts an object, of the type that it signs", async () => {
    const bucket = await web.bucket();
    const path = presignV2({ method: "PUT", path: `/${bucket}/key`, contentType: "text/plain" });
    const put = { method: "PUT", path, body: "presigned" };
    expect((await web.ask({ ...put, headers: { "content-type": "text/plain" } })).status).toBe(200);
    expect(errorOf(await web.ask(put))).toMatch("403 SignatureDoesNotMatch");
  });
});

describe("in time", () => {
  const timed = useWeb({ SKYLAB_AUTH: "enforce" });

  it("every presigned URL ends to count, by Skylab's clock", async () => {
    const bucket = await timed.bucket();
    await timed.put(bucket, "key", "presigned");
    const command = new GetObjectCommand({ Bucket: bucket, Key: "key" });
    const v4 = new URL(await getSignedUrl(timed.client(), command, { expiresIn: 60 }));
    const expiresAt = (await timed.skylab().clock.now()) + MINUTE_MS;
    const v2 = presignV2({ path: `/${bucket}/key`, expiresAt });
    const ask = async (): Promise<readonly string[]> => {
      const answers = [
        await timed.ask({ path: `${v4.pathname}${v4.search}`, host: v4.host }),
        await timed.ask({ path: v2 }),
      ];
      return answers.map((answer) => (answer.status === 200 ? answer.text : errorOf(answer)));
    };
    expect(await ask()).toEqual(["presigned", "presigned"]);
    await timed.skylab().clock.advance(MINUTE_MS + 2000);
    expect(await ask()).toEqual(["403 AccessDenied: Request has expired", "403 AccessDenied: Request has expired"]);
  });
});
