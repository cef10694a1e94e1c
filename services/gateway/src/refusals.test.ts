import { describe, expect, it } from "vitest";
import { useRigs } from "./testing/rig.ts";

const startRig = useRigs();

const post = (url: string, headers: Record<string, string>, body: string): Promise<Response> =>
  fetch(url, { method: "POST", headers, body });

const scopeOf = (service: string): Record<string, string> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20261126/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

describe("a service without a replica answers at once, 503 in its own protocol", () => {
  it("SQS in JSON", async () => {
    const { url } = await startRig([]);
    const headers = { "x-amz-target": "AmazonSQS.ListQueues", "content-type": "application/x-amz-json-1.0" };
    const response = await post(url, headers, "{}");
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("1");
    expect(response.headers.get("content-type")).toBe("application/x-amz-json-1.0");
    expect(response.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toMatchObject({
      __type: expect.stringContaining("ServiceUnavailable"),
      message: "The request has failed due to a temporary failure of the server.",
    });
  });

  it("SQS in Query, found by the queue's URL", async () => {
    const { url } = await startRig([]);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const response = await post(`${url}/000000000000/orders`, headers, "Action=SendMessage&MessageBody=hello");
    expect(response.status).toBe(503);
    expect(await response.text()).toMatch(/<ErrorResponse.*<Code>ServiceUnavailable<\/Code>/s);
  });

  it("SNS in Query", async () => {
    const { url } = await startRig([]);
    const headers = { ...scopeOf("sns"), "content-type": "application/x-www-form-urlencoded" };
    const response = await post(url, headers, "Action=ListTopics");
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("1");
    expect(await response.text()).toMatch(/<ErrorResponse xmlns="http:\/\/sns.*<Code>ServiceUnavailable<\/Code>/s);
  });

  it("CloudWatch in CBOR", async () => {
    const { url } = await startRig([]);
    const path = "/service/GraniteServiceVersion20100801/operation/ListMetrics";
    const response = await post(`${url}${path}`, { "smithy-protocol": "rpc-v2-cbor" }, "");
    expect(response.status).toBe(503);
    expect(response.headers.get("content-type")).toBe("application/cbor");
    expect(response.headers.get("retry-after")).toBe("1");
    expect(Buffer.from(await response.arrayBuffer()).toString("latin1")).toContain("ServiceUnavailable");
  });

  it("Lambda in REST's JSON", async () => {
    const { url } = await startRig([]);
    const path = "/2015-03-31/functions/hello/invocations";
    const response = await post(`${url}${path}`, { ...scopeOf("lambda"), "content-type": "application/json" }, "{}");
    expect(response.status).toBe(503);
    expect(response.headers.get("x-amzn-errortype")).toContain("ServiceUnavailable");
  });

  it("S3, which takes the rest, in REST's XML, a body that flows thrown away", async () => {
    const { url } = await startRig([]);
    const response = await fetch(`${url}/bucket/key`, { method: "PUT", body: Buffer.alloc(5_000_000) });
    expect(response.status).toBe(503);
    expect(await response.text()).toMatch(/<Error>.*<Code>ServiceUnavailable<\/Code>/s);
  });

  it("S3, whose websites have a path of their own, and which judges itself what pages may ask", async () => {
    const { url } = await startRig([]);
    expect((await fetch(`${url}/_skylab/website/site/`)).status).toBe(503);
    const headers = { origin: "https://elsewhere.example" };
    expect((await fetch(`${url}/bucket/key`, { headers })).status).toBe(503);
    expect((await fetch(`${url}/bucket/key`, { method: "OPTIONS", headers })).status).toBe(503);
    const target = { "x-amz-target": "AmazonSQS.ListQueues", "content-type": "application/x-amz-json-1.0" };
    expect((await post(url, { ...target, ...headers }, "{}")).status).toBe(403);
    expect((await fetch(`${url}/_skylab/health`, { headers })).status).toBe(403);
  });
});

describe("a request that cannot be forwarded", () => {
  it("for a service that nobody serves is answered 501", async () => {
    const { url } = await startRig([]);
    const response = await post(url, scopeOf("kinesis"), "{}");
    expect(response.status).toBe(501);
    expect(await response.text()).toContain(
      "Skylab does not serve kinesis; it serves sqs, sns, cloudwatch, lambda, s3.",
    );
  });
});
