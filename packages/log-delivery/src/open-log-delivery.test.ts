import { AwsError, type MovableClock, movableClock } from "@skylab/aws";
import type { ServiceCall, ServiceClient } from "@skylab/service";
import { expect, it } from "vitest";
import { MAX_BATCH_EVENTS, MAX_WAITING_BYTES } from "./limits.ts";
import { openLogDelivery } from "./open-log-delivery.ts";
import type { LogDelivery, LogLines } from "./port.ts";

const ROLE = "arn:aws:sts::111122223333:assumed-role/writer/orders";

/** CloudWatch Logs as another process would answer for it: `answer` refuses by what it throws. */
type Asked = ServiceCall & { readonly messages: readonly string[] };

function aDelivery(answer: (call: Asked, index: number) => void = () => undefined): {
  readonly delivery: LogDelivery;
  readonly asked: Asked[];
  readonly told: object[];
  readonly clock: MovableClock;
} {
  const asked: Asked[] = [];
  const told: object[] = [];
  const clock = movableClock();
  clock.set(1_000_000);
  const call: ServiceClient = async (one) => {
    // as: this is what `write` was given.
    const events = (one.input["logEvents"] ?? []) as { readonly message: string }[];
    const made = { ...one, messages: events.map(({ message }) => message) };
    asked.push(made);
    await Promise.resolve();
    answer(made, asked.length - 1);
    return {};
  };
  const log = { warn: (fields: object) => void told.push(fields) };
  const principal = { name: "lambda.amazonaws.com", sourceArn: undefined };
  // as: only `warn` with fields and words is called.
  return { delivery: openLogDelivery({ call, principal, log: log as never, clock }), asked, told, clock };
}

const lines = (messages: readonly string[], more: Partial<LogLines> = {}): LogLines => ({
  place: { account: "111122223333", region: "us-east-1" },
  group: "/aws/lambda/orders",
  stream: "one",
  onBehalfOf: { account: "111122223333", arn: ROLE, id: "AROA:orders", accessKeyId: undefined },
  events: messages.map((message, index) => ({ timestamp: 1_000_000 + index, message })),
  ...more,
});

const missing = (): AwsError => new AwsError("ResourceNotFoundException", "The specified log group does not exist.");

it("lines that come close together go in one call per stream, on behalf of the role", async () => {
  const { asked, clock, delivery } = aDelivery();
  delivery.write(lines(["a", "b"]));
  delivery.write(lines(["c"]));
  delivery.write(lines(["x"], { stream: "two" }));
  expect(asked).toEqual([]);
  clock.advance(100);
  await delivery.flush();
  expect(asked.map(({ messages }) => messages)).toEqual([["a", "c", "b"], ["x"]]);
  expect(asked[0]).toMatchObject({
    service: "logs",
    operation: "PutLogEvents",
    input: { logGroupName: "/aws/lambda/orders", logStreamName: "one" },
    as: { principal: { name: "lambda.amazonaws.com" }, onBehalfOf: { arn: ROLE } },
  });
});

it("group and stream are made where they are missing, whoever else makes them", async () => {
  const { asked, delivery } = aDelivery(({ operation }, index) => {
    if (index < 2) throw missing();
    if (operation === "CreateLogGroup") throw new AwsError("ResourceAlreadyExistsException", "It is there.");
  });
  delivery.write(lines(["a"]));
  await delivery.flush();
  expect(asked.map(({ operation }) => operation)).toEqual([
    "PutLogEvents",
    "CreateLogStream",
    "CreateLogGroup",
    "CreateLogStream",
    "PutLogEvents",
  ]);
});

it("what Logs does not take for a while is tried again, and what comes meanwhile follows it", async () => {
  const { asked, clock, delivery } = aDelivery((_call, index) => {
    if (index === 0) throw new Error("connect ECONNREFUSED");
    if (index === 1) throw new AwsError("InternalFailure", "oh", { status: 500 });
  });
  delivery.write(lines(["a"]));
  const flushed = delivery.flush();
  await expect.poll(() => asked.length).toBe(1);
  delivery.write(lines(["b"]));
  await expect.poll(() => (clock.advance(10_000), asked.length)).toBeGreaterThan(2);
  await flushed;
  expect(asked.map(({ messages }) => messages)).toEqual([["a"], ["a", "b"], ["a", "b"]]);
});

it("a rush is no refusal, whatever code tells of it", async () => {
  const { asked, clock, delivery, told } = aDelivery((_call, index) => {
    if (index === 0) throw new AwsError("TooManyRequestsException", "Rate exceeded", { status: 429 });
  });
  delivery.write(lines(["a"]));
  const flushed = delivery.flush();
  await expect.poll(() => (clock.advance(10_000), asked.length)).toBe(2);
  await flushed;
  expect(told).toEqual([]);
});

it("without permission lines are dropped, which is told once with their number", async () => {
  const { asked, delivery, told } = aDelivery(() => {
    throw new AwsError("AccessDeniedException", "no", { status: 400 });
  });
  delivery.write(lines(["a", "b"]));
  await delivery.flush();
  delivery.write(lines(["c"]));
  await delivery.flush();
  expect(asked).toHaveLength(2);
  expect(told).toEqual([expect.objectContaining({ lines: 2, group: "/aws/lambda/orders", as: ROLE })]);
});

it("what Logs never takes is given up after two minutes", async () => {
  const { clock, delivery, told } = aDelivery(() => {
    throw new Error("connect ECONNREFUSED");
  });
  delivery.write(lines(["a"]));
  const flushed = delivery.flush();
  await expect.poll(() => (clock.advance(10_000), told.length)).toBe(1);
  await flushed;
});

it("a call has as many lines as PutLogEvents takes, of one day, and no empty ones", async () => {
  const { asked, delivery } = aDelivery();
  delivery.write(lines(Array.from({ length: MAX_BATCH_EVENTS + 1 }, () => "x")));
  delivery.write(lines(["", "long"], { stream: "two" }));
  const days = [0, 2].map((day) => ({ timestamp: day * 86_400_000, message: `day ${day}` }));
  delivery.write(lines([], { stream: "three", events: days }));
  await delivery.flush();
  const byStream = (stream: string): number[] =>
    asked.filter(({ input }) => input["logStreamName"] === stream).map(({ messages }) => messages.length);
  expect(byStream("one")).toEqual([MAX_BATCH_EVENTS, 1]);
  expect(byStream("two")).toEqual([1]);
  expect(byStream("three")).toEqual([1, 1]);
});

it("a line that is longer than an event may be is several, none of which ends within a character", async () => {
  const { asked, delivery } = aDelivery();
  const long = `x${"😀".repeat(600_000)}`;
  delivery.write(lines([long]));
  await delivery.flush();
  const messages = asked.flatMap((one) => one.messages);
  expect(messages.length).toBeGreaterThan(1);
  expect(messages.join("") === long).toBe(true);
  expect(messages.every((message) => Buffer.from(message).toString() === message)).toBe(true);
});

it("beyond its bound the oldest lines are dropped, and the newest arrive", async () => {
  let isUp = false;
  const { asked, clock, delivery, told } = aDelivery(() => {
    if (!isUp) throw new Error("connect ECONNREFUSED");
  });
  const kilobyte = "x".repeat(1_000_000);
  const count = Math.ceil(MAX_WAITING_BYTES / 1_000_000) + 10;
  for (let index = 0; index < count; index += 1) delivery.write(lines([`${index} ${kilobyte}`]));
  isUp = true;
  const flushed = delivery.flush();
  await expect
    .poll(() => (clock.advance(10_000), asked.some(({ messages }) => messages[0]?.startsWith(`${count - 1} `))))
    .toBe(true);
  await flushed;
  expect(told.length).toBeGreaterThan(0);
});

it("who closes waits for what is left, but not for ever, and writes nothing any more", async () => {
  const { asked, clock, delivery, told } = aDelivery((_call, index) => {
    if (index > 0) throw new Error("connect ECONNREFUSED");
  });
  delivery.write(lines(["a"]));
  await delivery.flush();
  delivery.write(lines(["b"]));
  let isClosed = false;
  const closed = delivery.close().then(() => (isClosed = true));
  await expect.poll(() => (clock.advance(1_000), isClosed)).toBe(true);
  await closed;
  const before = asked.length;
  delivery.write(lines(["c"]));
  await delivery.flush();
  expect(asked).toHaveLength(before);
  expect(told).toHaveLength(1);
});
