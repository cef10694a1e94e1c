import { describe, expect, it } from "vitest";
import { claims } from "./facts.ts";
import { queueOfRequest, refuseAtQueueUrl } from "./find-queue.ts";
import { testCall } from "./testing/call.ts";
import { PLACE } from "./testing/place.ts";

const QUEUE = { place: PLACE, name: "orders" };
const AT_QUEUE = { path: "/000000000000/orders" };

describe("the queue of a request", () => {
  it("is the one that QueueUrl names, wherever the request was sent", () => {
    const call = testCall({ path: "/000000000000/other" });
    expect(queueOfRequest("http://elsewhere/000000000000/orders", call)).toEqual(QUEUE);
  });

  it("is else the one to whose URL the request was sent", () => {
    expect(queueOfRequest(undefined, testCall(AT_QUEUE))).toEqual(QUEUE);
    expect(queueOfRequest("", testCall(AT_QUEUE))).toEqual(QUEUE);
    const headers = { host: "sqs.eu-central-1.localhost.localstack.cloud:4566" };
    expect(queueOfRequest(undefined, testCall({ ...AT_QUEUE, headers })).place.region).toBe("eu-central-1");
    const path = "/queue/eu-west-1/000000000000/orders";
    expect(queueOfRequest(undefined, testCall({ path, headers })).place.region).toBe("eu-west-1");
  });

  it("must be named", () => {
    expect(() => queueOfRequest(undefined, testCall())).toThrow("The request must contain the parameter QueueUrl.");
  });
});

describe("a request to a queue's URL that is about no queue", () => {
  it("is refused to Query clients alone", () => {
    expect(() => refuseAtQueueUrl("ListQueues", testCall(AT_QUEUE))).toThrow(
      "The action ListQueues is not valid for this endpoint.",
    );
    const headers = { "x-amz-target": "AmazonSQS.ListQueues" };
    expect(() => refuseAtQueueUrl("ListQueues", testCall({ ...AT_QUEUE, headers }))).not.toThrow();
    expect(() => refuseAtQueueUrl("ListQueues", testCall())).not.toThrow();
  });
});

describe("a request without a signature", () => {
  it.each([
    ["POST", "/000000000000/orders", "localhost:4566"],
    ["GET", "/queue/us-east-1/000000000000/orders", "localhost:4566"],
    ["POST", "/", "eu-west-1.queue.localhost.localstack.cloud:4566"],
    ["POST", "/", "queue.localhost.localstack.cloud"],
  ])("is for SQS: %s %s at %s", (method, path, host) => {
    expect(claims.claims?.({ method, path, query: "", headers: { host } })).toBe(true);
  });

  it.each([
    ["POST", "/"],
    ["GET", "/bucket/key"],
    ["PUT", "/000000000000/key"],
  ])("may be for another service: %s %s", (method, path) => {
    expect(claims.claims?.({ method, path, query: "", headers: { host: "localhost:4566" } })).toBe(false);
  });
});
