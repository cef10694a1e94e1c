import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateAliasCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
} from "@aws-sdk/client-lambda";
import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { uniqueName } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { refusal, type TestFunction, type TestQueue, useLambda } from "./lambda.ts";

// Moves the clock.
const lambda = useLambda({ SKYLAB_AUTH: "open" });

/** Tells a queue what it is invoked with, by the SDK that it brings no further than this. */
const FAILS = "export const handler = async (event) => { throw new Error(`no ${event.a}`); };";
const WORKS = "export const handler = async (event) => ({ did: event.a });";

const whenItFails = (of: TestFunction, to: TestQueue, more: object = {}): Promise<unknown> =>
  of.client.send(
    new PutFunctionEventInvokeConfigCommand({
      FunctionName: of.name,
      DestinationConfig: { OnFailure: { Destination: to.arn } },
      ...more,
    }),
  );

const whenItWorks = (of: TestFunction, to: TestQueue): Promise<unknown> =>
  of.client.send(
    new PutFunctionEventInvokeConfigCommand({
      FunctionName: of.name,
      DestinationConfig: { OnSuccess: { Destination: to.arn } },
    }),
  );

describe("an event", () => {
  it("that succeeds is told to the destination for that, with what it was and what came of it", async () => {
    const [works, queue] = [await lambda.createFunction(WORKS), await lambda.createQueue()];
    await whenItWorks(works, queue);
    await works.send({ a: 1 });
    const [{ body } = NONE] = await queue.take(1);
    expect(body).toEqual({
      version: "1.0",
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      requestContext: {
        requestId: expect.any(String),
        functionArn: `${works.arn}:$LATEST`,
        condition: "Success",
        approximateInvokeCount: 1,
      },
      requestPayload: { a: 1 },
      responseContext: { statusCode: 200, executedVersion: "$LATEST" },
      responsePayload: { did: 1 },
    });
  });

  it("that fails at once, where no retries are wanted, is told to the destination and to the dead-letter queue", async () => {
    const [failures, dead] = [await lambda.createQueue(), await lambda.createQueue()];
    const fails = await lambda.createFunction(FAILS, { DeadLetterConfig: { TargetArn: dead.arn } });
    await whenItFails(fails, failures, { MaximumRetryAttempts: 0 });
    await fails.send({ a: 2 });
    const [{ body } = NONE] = await failures.take(1);
    expect(body).toMatchObject({
      requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 1 },
      requestPayload: { a: 2 },
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      responsePayload: { errorMessage: "no 2", errorType: "Error" },
    });
    const [letter = NONE] = await dead.take(1);
    expect(letter.body).toEqual({ a: 2 });
    expect(letter.attributes).toEqual({ RequestID: expect.any(String), ErrorCode: "200", ErrorMessage: "no 2" });
  });

  it("for an alias is told by the alias's own configuration, and with its name", async () => {
    const [works, queue] = [await lambda.createFunction(WORKS), await lambda.createQueue()];
    const { client, name: FunctionName } = works;
    const { Version: FunctionVersion = "" } = await client.send(new PublishVersionCommand({ FunctionName }));
    await client.send(new CreateAliasCommand({ FunctionName, Name: "live", FunctionVersion }));
    const DestinationConfig = { OnSuccess: { Destination: queue.arn } };
    await client.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, Qualifier: "live", DestinationConfig }));
    await works.invoke({ a: 3 }, { InvocationType: "Event", Qualifier: "live" });
    expect((await queue.take(1))[0]?.body).toMatchObject({
      requestContext: { functionArn: `${works.arn}:live` },
      responseContext: { executedVersion: FunctionVersion },
    });
  });

  it("for a function that may not run goes where failures go", async () => {
    const [works, queue] = [await lambda.createFunction(WORKS), await lambda.createQueue()];
    await whenItFails(works, queue);
    const { client, name: FunctionName } = works;
    await client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
    await works.send();
    expect((await queue.take(1))[0]?.body).toMatchObject({
      requestContext: { condition: "ZeroReservedConcurrency", approximateInvokeCount: 0 },
    });
  });

  it("may end at another function", async () => {
    const queue = await lambda.createQueue();
    const second = await lambda.createFunction(WORKS);
    await whenItWorks(second, queue);
    const first = await lambda.createFunction(WORKS);
    await whenItWorks(first, { ...queue, arn: second.arn });
    await first.send({ a: 4 });
    expect((await queue.take(1))[0]?.body).toMatchObject({
      requestContext: { functionArn: `${second.arn}:$LATEST` },
      requestPayload: { requestContext: { functionArn: `${first.arn}:$LATEST` }, responsePayload: { did: 4 } },
    });
  });
});

describe("other services", () => {
  it("a topic's message invokes a function that lets SNS in", async () => {
    const [works, queue] = [await lambda.createFunction(WORKS), await lambda.createQueue()];
    await whenItWorks(works, queue);
    const sns = lambda.skylab().client(SNSClient);
    const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: uniqueName("topic") }));
    await works.allow({ Principal: "sns.amazonaws.com", SourceArn: TopicArn });
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: "lambda", Endpoint: works.arn }));
    await sns.send(new PublishCommand({ TopicArn, Message: "hello" }));
    expect((await queue.take(1))[0]?.body).toMatchObject({
      requestPayload: { Records: [{ EventSource: "aws:sns", Sns: { Message: "hello", TopicArn } }] },
    });
  });

  it("a bucket tells a function that lets S3 in, and is not set up to tell another", async () => {
    const [works, queue] = [await lambda.createFunction(WORKS), await lambda.createQueue()];
    await whenItWorks(works, queue);
    const s3 = lambda.skylab().client(S3Client);
    const Bucket = uniqueName("bucket");
    await s3.send(new CreateBucketCommand({ Bucket }));
    const setUp = (): Promise<unknown> =>
      s3.send(
        new PutBucketNotificationConfigurationCommand({
          Bucket,
          NotificationConfiguration: {
            LambdaFunctionConfigurations: [{ LambdaFunctionArn: works.arn, Events: ["s3:ObjectCreated:*"] }],
          },
        }),
      );
    expect(await refusal(setUp())).toBe("InvalidArgument: Unable to validate the following destination configurations");
    await works.allow({ Principal: "s3.amazonaws.com", SourceArn: `arn:aws:s3:::${Bucket}` });
    await setUp();
    await s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "b" }));
    expect((await queue.take(1))[0]?.body).toMatchObject({
      requestPayload: { Records: [{ eventSource: "aws:s3", s3: { bucket: { name: Bucket }, object: { key: "a" } } }] },
    });
  });
});

it("a failing function is tried three times, one and two minutes apart, and its failure told once", async () => {
  const [fails, queue] = [await lambda.createFunction(FAILS), await lambda.createQueue()];
  await whenItFails(fails, queue);
  await fails.send({ a: 5 });
  const told = queue.take(1);
  const { clock } = lambda.skylab();
  let isOver = false;
  void told.finally(() => (isOver = true));
  // An attempt is made when it is due; before, a move is in vain.
  await expect
    .poll(
      async () => {
        if (!isOver) await clock.advance(30_000);
        return isOver;
      },
      { timeout: 60_000, interval: 200 },
    )
    .toBe(true);
  expect((await told)[0]?.body).toMatchObject({
    requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 3 },
  });
});

const NONE = { body: undefined, attributes: {} };
