import { EventEmitter, once } from "node:events";
import { AwsError, type Place } from "@skylab/aws";
import { type BufferedAnswer, HostRefusal, type Invocation } from "@skylab/sandbox";
import { NotServed, type ServiceCall } from "@skylab/service";
import { uniqueAccount } from "@skylab/service/testing";
import { afterEach, describe, expect, it } from "vitest";
import { eventInvokeConfigRows } from "../store/event-invoke-configs.ts";
import { concurrencyRows } from "../store/concurrency.ts";
import type { StoredEventInvokeConfig } from "../domain/configs/event-invoke-config.ts";
import { LATEST } from "../domain/functions/function-arn.ts";
import { deleteFunction } from "../functions/delete-function.ts";
import { keepFunction } from "../testing/keep-function.ts";
import { noOthers } from "../testing/no-others.ts";
import { useLambda } from "../testing/use-lambda.ts";
import { runEvents } from "./run-events.ts";

const test = useLambda();
const MINUTE_MS = 60_000;

let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

/** Works events off until the test ends, or says so. */
function work(): void {
  const ending = new AbortController();
  const { clock, store } = test();
  const jobs = runEvents(store).map((job) => job.run(clock, ending.signal));
  stop = async () => {
    ending.abort();
    await Promise.allSettled(jobs);
  };
}

const end = { logTail: "", durationMs: 1, billedMs: 1 };
const returned = (value: unknown): BufferedAnswer => ({
  kind: "buffered",
  payload: Buffer.from(JSON.stringify(value)),
  end,
});
const failed = (errorMessage: string): BufferedAnswer => ({
  ...returned({ errorMessage, errorType: "Error" }),
  end: { ...end, functionError: "Unhandled" },
});

type Setting = {
  readonly config?: Partial<StoredEventInvokeConfig>;
  readonly deadLetters?: string;
  readonly reserved?: number;
};

/** A function of an account of its own, and a way to send it events. */
async function aFunction({ config, deadLetters, reserved }: Setting = {}) {
  const { clock, store } = test();
  const place: Place = { account: uniqueAccount(), region: "eu-west-1" };
  const configuration = deadLetters === undefined ? {} : { DeadLetterConfig: { TargetArn: deadLetters } };
  await keepFunction(store, { place, name: "work", configuration });
  await store.change(place, (rows) => {
    if (config !== undefined) {
      rows.put(eventInvokeConfigRows, { modifiedAt: 0, destinations: {}, ...config }, "work", LATEST);
    }
    if (reserved !== undefined) rows.put(concurrencyRows, { reserved, provisioned: {} }, "work");
    return Promise.resolve();
  });
  const send = async (value: unknown = {}): Promise<string> => {
    const requestId = store.ids.uuid();
    const payload = JSON.stringify(value);
    const traceId = "Root=1-67891233-abcdef012345678912345678";
    await store.events.send({ requestId, place, functionName: "work", payload, traceId, acceptedAt: clock.now() });
    return requestId;
  };
  const arn = `arn:aws:lambda:eu-west-1:${place.account}:function:work:$LATEST`;
  return { arn, place, queue: (name: string) => `arn:aws:sqs:eu-west-1:${place.account}:${name}`, send };
}

/** Notes what is run, and answers what the test says, attempt by attempt. */
function running(...answers: ((invocation: Invocation) => BufferedAnswer | Promise<BufferedAnswer>)[]) {
  const ran: Invocation[] = [];
  test().runs({
    invoke: async (invocation) => {
      ran.push(invocation);
      const answer = answers[Math.min(ran.length, answers.length) - 1];
      if (answer === undefined) throw new Error("This test says not how functions run.");
      return await answer(invocation);
    },
  });
  return ran;
}

/** Notes what is told to queues; `failing` says how, for a while. */
function telling(failing: () => void = () => undefined): ServiceCall[] {
  const told: ServiceCall[] = [];
  test().answers((call) => {
    if (call.service === "sts") return noOthers(call);
    failing();
    told.push(call);
    return {};
  });
  return told;
}

describe("an event", () => {
  it("is run once where it succeeds, and told to nobody where nobody wants to know", async () => {
    const told = telling();
    const ran = running(() => returned("ok"));
    const { send } = await aFunction();
    const requestId = await send({ a: 1 });
    work();
    await expect.poll(() => ran.length).toBe(1);
    expect(ran[0]).toMatchObject({ requestId, payload: Buffer.from('{"a":1}') });
    const queue = test().store.events.lanes.new;
    await expect
      .poll(async () => (await queue.receive("again", { max: 1, signal: AbortSignal.abort() })).length)
      .toBe(0);
    expect(told).toEqual([]);
  });

  it("whose function fails is tried again after one and two minutes, and then told to the destination", async () => {
    const told = telling();
    const ran = running(() => failed("no"));
    const { arn, place, queue, send } = await aFunction({ config: { destinations: { onFailure: "later" } } });
    await test().store.change(place, (rows) => {
      const destinations = { onFailure: queue("failures") };
      rows.put(eventInvokeConfigRows, { modifiedAt: 0, destinations }, "work", LATEST);
      return Promise.resolve();
    });
    const requestId = await send({ order: 7 });
    work();
    await expect.poll(() => ran.length).toBe(1);
    await untilTried(requestId, place, 1);
    test().clock.advance(MINUTE_MS);
    await expect.poll(() => ran.length).toBe(2);
    await untilTried(requestId, place, 2);
    test().clock.advance(2 * MINUTE_MS);
    await expect.poll(() => told.length).toBe(1);
    expect(ran).toHaveLength(3);
    const [{ as, input, operation, service } = noCall()] = told;
    expect({ service, operation, as }).toMatchObject({
      service: "sqs",
      operation: "SendMessage",
      as: { principal: { name: "lambda.amazonaws.com" }, onBehalfOf: { account: place.account } },
    });
    expect(input["QueueUrl"]).toBe(`https://sqs.eu-west-1.amazonaws.com/${place.account}/failures`);
    expect(JSON.parse(String(input["MessageBody"]))).toMatchObject({
      requestContext: { requestId, functionArn: arn, condition: "RetriesExhausted", approximateInvokeCount: 3 },
      requestPayload: { order: 7 },
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      responsePayload: { errorMessage: "no", errorType: "Error" },
    });
  });

  it("is told to no destination that nobody serves here, and that once", async () => {
    const told = telling(() => {
      throw new NotServed("events is not served here.");
    });
    const ran = running(() => returned("ok"));
    const { place, send } = await aFunction({
      config: { destinations: { onSuccess: `arn:aws:events:eu-west-1:${uniqueAccount()}:event-bus/default` } },
    });
    const requestId = await send();
    work();
    const event = { requestId, place, functionName: "work", payload: "{}", traceId: "", acceptedAt: 0 };
    await expect.poll(() => test().store.events.stateOf(event)).toEqual({ kind: "finished" });
    expect([ran.length, told]).toEqual([1, []]);
  });

  it("that is given up goes to the dead-letter queue as it was, and to the destination, once each", async () => {
    const account = uniqueAccount();
    const told = telling();
    running(() => failed("broken"));
    const config = { maxRetries: 0, destinations: { onFailure: `arn:aws:sns:eu-west-1:${account}:failures` } };
    const { send } = await aFunction({ config, deadLetters: `arn:aws:sqs:eu-west-1:${account}:dead` });
    const requestId = await send({ a: 1 });
    work();
    await expect.poll(() => told.length).toBe(2);
    const [publication, letter] = told;
    expect(publication).toMatchObject({ service: "sns", operation: "Publish" });
    expect(letter?.input).toMatchObject({
      MessageBody: '{"a":1}',
      MessageAttributes: {
        RequestID: { DataType: "String", StringValue: requestId },
        ErrorCode: { DataType: "Number", StringValue: "200" },
        ErrorMessage: { DataType: "String", StringValue: "broken" },
      },
    });
  });

  it("that succeeded is told to the destination for that, until it takes it, without running the function again", async () => {
    let isDown = true;
    let asked = 0;
    const told = telling(() => {
      asked += 1;
      if (isDown) throw new Error("connection refused");
    });
    const ran = running(() => returned({ ok: true }));
    const config = { destinations: { onSuccess: "arn:aws:s3:::records" } };
    const { place, send } = await aFunction({ config });
    const requestId = await send();
    work();
    await expect.poll(() => asked).toBe(1);
    isDown = false;
    // What is put off is due later.
    await expect
      .poll(() => {
        test().clock.advance(MINUTE_MS);
        return told.length;
      })
      .toBe(1);
    expect(told[0]?.input["Key"]).toContain(`aws/lambda/async/work/`);
    expect(ran).toHaveLength(1);
    const event = { requestId, place, functionName: "work", payload: "{}", traceId: "", acceptedAt: 0 };
    await expect.poll(() => test().store.events.stateOf(event)).toEqual({ kind: "finished" });
  });

  it("is not run again by who goes on after a crash, where it has ended", async () => {
    const told = telling();
    const ran = running(() => returned("never"));
    const { arn, place, queue, send } = await aFunction();
    const requestId = await send();
    const { store } = test();
    const [leased] = await store.events.lanes.new.receive("first", { max: 1, signal: new AbortController().signal });
    expect(leased?.item.requestId).toBe(requestId);
    if (leased === undefined) return;
    await store.events.keep(leased.item, {
      kind: "ended",
      condition: "RetriesExhausted",
      endedAt: test().clock.now(),
      functionArn: arn,
      roleArn: `arn:aws:iam::${place.account}:role/worker`,
      progress: { invokeCount: 3 },
      left: [{ kind: "destination", arn: queue("failures") }],
    });
    // Its lease runs out.
    test().clock.advance(MINUTE_MS);
    work();
    await expect.poll(() => told.length).toBe(1);
    expect(ran).toEqual([]);
  });

  it("for a function that may not run at all goes where failures go, at once", async () => {
    const told = telling();
    running(() => Promise.reject(new HostRefusal("ReservedFunctionConcurrentInvocationLimitExceeded", "no")));
    const account = uniqueAccount();
    const config = { destinations: { onFailure: `arn:aws:sqs:eu-west-1:${account}:failures` } };
    const { send } = await aFunction({ config, reserved: 0 });
    await send();
    work();
    await expect.poll(() => told.length).toBe(1);
    const record: unknown = JSON.parse(String(told[0]?.input["MessageBody"]));
    expect(record).toMatchObject({
      requestContext: { condition: "ZeroReservedConcurrency", approximateInvokeCount: 0 },
    });
    expect(record).not.toHaveProperty("responseContext");
  });

  it("that is throttled waits, and is given up when it is too old", async () => {
    const told = telling();
    const ran = running(() => Promise.reject(new HostRefusal("ConcurrentInvocationLimitExceeded", "no")));
    const account = uniqueAccount();
    const onFailure = `arn:aws:sqs:eu-west-1:${account}:failures`;
    const { send } = await aFunction({ config: { maxAgeSeconds: 60, destinations: { onFailure } } });
    await send();
    work();
    await expect.poll(() => ran.length).toBe(1);
    await expect
      .poll(() => {
        test().clock.advance(30_000);
        return told.length;
      })
      .toBe(1);
    expect(JSON.parse(String(told[0]?.input["MessageBody"]))).toMatchObject({
      requestContext: { condition: "EventAgeExceeded", approximateInvokeCount: 0 },
    });
  });

  it("is forgotten with its function, and so is what was known of it", async () => {
    telling();
    const ran = running(() => failed("no"));
    const { place, send } = await aFunction();
    const requestId = await send();
    work();
    await expect.poll(() => ran.length).toBe(1);
    await untilTried(requestId, place, 1);
    await test().store.change(place, (rows) => deleteFunction(rows, { place, name: "work" }));
    test().clock.advance(MINUTE_MS);
    const event = { requestId, place, functionName: "work", payload: "{}", traceId: "", acceptedAt: 0 };
    await expect.poll(() => test().store.events.stateOf(event)).toEqual({ kind: "finished" });
    expect(ran).toHaveLength(1);
  });

  it("whose record nobody takes is not tried for ever", async () => {
    let asked = 0;
    telling(() => {
      asked += 1;
      throw new AwsError("AccessDenied", "no", { status: 403 });
    });
    running(() => failed("no"));
    const account = uniqueAccount();
    const onFailure = `arn:aws:sqs:eu-west-1:${account}:failures`;
    const { place, send } = await aFunction({ config: { maxRetries: 0, destinations: { onFailure } } });
    const requestId = await send();
    work();
    const event = { requestId, place, functionName: "work", payload: "{}", traceId: "", acceptedAt: 0 };
    await expect.poll(() => test().store.events.stateOf(event)).toEqual({ kind: "finished" });
    expect(asked).toBe(1);
  });

  it("waits for no other function's, however many of those hang", async () => {
    telling();
    const gate = new EventEmitter();
    const released = once(gate, "open");
    const [slow, quick] = [await aFunction(), await aFunction()];
    const ran = running(async ({ version }) => {
      if (version.place.account === slow.place.account) await released;
      return returned("ok");
    });
    await Promise.all(Array.from({ length: 120 }, () => slow.send()));
    work();
    const underWay = (place: Place): number =>
      ran.filter(({ version }) => version.place.account === place.account).length;
    await expect.poll(() => underWay(slow.place)).toBe(50);
    await quick.send();
    await expect.poll(() => underWay(quick.place)).toBe(1);
    expect(underWay(slow.place)).toBe(50);
    gate.emit("open");
    await expect.poll(() => underWay(slow.place)).toBe(120);
  });
});

const noCall = (): never => {
  throw new Error("Nobody was called.");
};

/** Until what came of so many attempts is kept: then the event is about to be put off. */
async function untilTried(requestId: string, place: Place, invokeCount: number): Promise<void> {
  const event = { requestId, place, functionName: "work", payload: "", traceId: "", acceptedAt: 0 };
  await expect.poll(() => test().store.events.stateOf(event)).toMatchObject({ kind: "tried", invokeCount });
}
