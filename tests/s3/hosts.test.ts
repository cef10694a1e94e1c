import { Agent } from "node:http";
import type { LookupFunction } from "node:net";
import { GetObjectCommand, HeadBucketCommand, S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, it } from "vitest";
import { getText, keysIn, put, useS3 } from "./s3.ts";

const s3 = useS3();

/** Every name is this machine's, as a resolver has it that knows *.localhost. */
const everywhere: LookupFunction = (_name, { all }, answer) => {
  if (all === true) answer(null, [{ address: "127.0.0.1", family: 4 }]);
  else answer(null, "127.0.0.1", 4);
};

/** A client that has the bucket in the host, as it is at AWS. */
function virtualClient(host: string): S3Client {
  const { port } = new URL(s3.skylab().url);
  return new S3Client({
    endpoint: `http://${host}:${port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "000000000000", secretAccessKey: "test" },
    maxAttempts: 1,
    requestHandler: { httpAgent: new Agent({ lookup: everywhere, keepAlive: true }) },
  } satisfies S3ClientConfig);
}

describe("the SDK's own way to name buckets", () => {
  it.each(["s3.localhost", "s3.localhost.localstack.cloud", "s3.us-east-1.localhost"])(
    "is in the host: *.%s",
    async (host) => {
      const client = virtualClient(host);
      const Bucket = await s3.createBucket();
      await client.send(new HeadBucketCommand({ Bucket }));
      const at = { Bucket, Key: "a folder/grüße + 100%" };
      await put(client, at, "by its host");
      expect(await getText(s3.client(), at)).toBe("by its host");
      expect(await getText(client, at)).toBe("by its host");
      expect(await keysIn(client, Bucket)).toEqual([at.Key]);
      const url = new URL(await getSignedUrl(client, new GetObjectCommand(at)));
      expect(url.hostname).toBe(`${Bucket}.${host}`);
      client.destroy();
    },
  );
});
