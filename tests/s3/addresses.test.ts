import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { errorOf, useWeb } from "./web.ts";

const web = useWeb();

describe("an object is found without a signature", () => {
  it.each([
    (bucket: string) => ({ path: `/${bucket}/folder/a%20b.txt` }),
    (bucket: string) => ({ path: "/folder/a%20b.txt", host: `${bucket}.s3.localhost:4566` }),
    (bucket: string) => ({ path: "/folder/a%20b.txt", host: `${bucket}.s3.localhost.localstack.cloud:4566` }),
    (bucket: string) => ({ path: "/folder/a%20b.txt", host: `${bucket}.s3.us-east-1.skylab.example` }),
    (bucket: string) => ({ path: "/folder/a%20b.txt", host: `${bucket}.s3-us-east-1.amazonaws.com` }),
    (bucket: string) => ({ path: `/${bucket}/folder/a%20b.txt`, host: "s3.localhost.localstack.cloud:4566" }),
  ])("by its address, form %#", async (address) => {
    const bucket = await web.bucket();
    await web.put(bucket, "folder/a b.txt", "found");
    expect(await web.ask(address(bucket))).toMatchObject({ status: 200, text: "found" });
  });

  it("by a dotted name of its bucket, and by one that is also the name of a service", async () => {
    const dotted = `${await web.bucket()}.with.dots`;
    const { status } = await web.ask({ method: "PUT", path: "/", host: `${dotted}.s3.localhost:4566` });
    expect(status).toBe(200);
    const put = { method: "PUT", path: "/key", host: `${dotted}.s3.eu-west-1.localhost:4566`, body: "dotted" };
    expect((await web.ask({ ...put, headers: { "content-length": "6" } })).status).toBe(200);
    expect((await web.ask({ path: `/${dotted}/key` })).text).toBe("dotted");
    expect((await web.ask({ method: "PUT", path: "/", host: "dynamodb.s3.localhost:4566" })).status).toBe(200);
    expect((await web.ask({ method: "HEAD", path: "/dynamodb" })).status).toBe(200);
  });
});

describe("what names no service is S3's", () => {
  it("and is answered in its words", async () => {
    const answer = await web.ask({ path: "/no-such-bucket-at-all/key" });
    expect(errorOf(answer)).toBe("404 NoSuchBucket: The specified bucket does not exist");
    expect(answer.headers["content-type"]).toBe("application/xml");
  });

  it("whatever it is: a name that no bucket can bear, a key that no object can have", async () => {
    expect(errorOf(await web.ask({ path: `/${"a".repeat(9000)}` }))).toMatch("404 NoSuchBucket");
    const path = `/${await web.bucket()}/${"a".repeat(9000)}`;
    for (const method of ["GET", "DELETE"]) {
      expect(errorOf(await web.ask({ method, path }))).toBe("400 KeyTooLongError: Your key is too long");
    }
  });

  it("but not what is Skylab's own, or another service's", async () => {
    expect((await web.ask({ path: "/_skylab/health" })).headers["content-type"]).toContain("json");
    expect((await web.ask({ path: "/_localstack/health" })).status).toBe(200);
    expect((await web.ask({ path: "/_aws/nothing" })).text).not.toContain("NoSuchBucket");
    const kinesis = { method: "POST", path: "/", headers: { "x-amz-target": "Kinesis_20131202.ListStreams" } };
    expect((await web.ask({ ...kinesis, body: "{}" })).status).toBe(404);
    const scope =
      "AWS4-HMAC-SHA256 Credential=test/20261126/us-east-1/kinesis/aws4_request, SignedHeaders=host, Signature=0";
    expect((await web.ask({ path: "/streams", headers: { authorization: scope } })).status).toBe(501);
    const sts = { "content-type": "application/x-www-form-urlencoded" };
    const body = "Action=GetCallerIdentity&Version=2011-06-15";
    expect((await web.ask({ method: "POST", path: "/", headers: sts, body })).text).toContain(
      "GetCallerIdentityResult",
    );
    expect((await web.ask({ path: "/000000000000/no-such-queue?Action=GetQueueAttributes" })).text).toContain(
      "NonExistentQueue",
    );
  });

  it("with its buckets at the root", async () => {
    const bucket = await web.bucket();
    expect((await web.ask({ path: "/" })).text).toContain(`<Name>${bucket}</Name>`);
    const { Buckets } = await web.client().send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toContain(bucket);
  });
});
