import { expect, it } from "vitest";
import { formatQueueUrl, isQueueHost, parseQueuePath, parseQueueUrl, queueOfUrl, regionOfHost } from "./queue-url.ts";

const OWN = { account: "000000000000", region: "us-east-1" };

it("a queue URL begins with the endpoint that the client used", () => {
  const queue = { place: { account: "111122223333", region: "eu-central-1" }, name: "orders" };
  expect(formatQueueUrl("http://skylab:4566", queue)).toBe("http://skylab:4566/111122223333/orders");
});

it.each([
  ["http://localhost:4566/000000000000/orders", undefined],
  ["https://example.org/000000000000/orders/", undefined],
  ["/000000000000/orders", undefined],
  ["http://sqs.eu-west-1.localhost.localstack.cloud:4566/000000000000/orders", "eu-west-1"],
  ["https://sqs.us-gov-west-1.amazonaws.com/000000000000/orders", "us-gov-west-1"],
  ["https://sqs-fips.us-west-2.amazonaws.com/000000000000/orders", "us-west-2"],
  ["http://eu-west-1.queue.localhost.localstack.cloud:4566/000000000000/orders", "eu-west-1"],
  ["http://queue.localhost.localstack.cloud:4566/000000000000/orders", undefined],
  ["http://localhost:4566/queue/eu-west-1/000000000000/orders", "eu-west-1"],
])("%s names a queue in region %s", (url, region) => {
  expect(parseQueueUrl(url)).toEqual({ account: "000000000000", region, name: "orders" });
});

it.each([
  "http://localhost:4566/",
  "http://localhost:4566/nonsense",
  "http://localhost:4566/12345/orders",
  "http://localhost:4566/000000000000/or ders",
  "http://localhost:4566/000000000000/orders/more",
  "http://localhost:4566/queue/nowhere/000000000000/orders",
])("%s names no queue", (url) => {
  expect(parseQueueUrl(url)).toBeUndefined();
  expect(() => queueOfUrl(url, OWN, "http://localhost:4566")).toThrow(
    "The address http://localhost:4566/ is not valid for this endpoint.",
  );
});

it("the URL decides on the account, and on the region where it tells one", () => {
  const elsewhere = { account: "111122223333", region: "eu-central-1" };
  expect(queueOfUrl("http://localhost/000000000000/orders", elsewhere, "").place).toEqual({
    account: "000000000000",
    region: "eu-central-1",
  });
  expect(queueOfUrl("http://localhost/queue/us-west-2/000000000000/orders", elsewhere, "").place).toEqual({
    account: "000000000000",
    region: "us-west-2",
  });
});

it("a bare name is a queue of the caller's own", () => {
  expect(queueOfUrl("orders", OWN, "")).toEqual({ place: OWN, name: "orders" });
});

it("a path of two segments is a queue's only where the first is an account", () => {
  expect(parseQueuePath("/000000000000/orders.fifo")?.name).toBe("orders.fifo");
  expect(parseQueuePath("/bucket/orders")).toBeUndefined();
});

it("a host is SQS's by its first or second label", () => {
  expect(isQueueHost("sqs.eu-west-1.amazonaws.com")).toBe(true);
  expect(isQueueHost("queue.localhost.localstack.cloud:4566")).toBe(true);
  expect(isQueueHost("eu-west-1.queue.localhost:4566")).toBe(true);
  expect(isQueueHost("localhost:4566")).toBe(false);
  expect(isQueueHost("bucket.s3.eu-west-1.amazonaws.com")).toBe(false);
  expect(regionOfHost("sqs.localhost:4566")).toBeUndefined();
});
