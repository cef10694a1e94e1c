import { gunzipSync } from "node:zlib";
import { PutSubscriptionFilterCommand } from "@aws-sdk/client-cloudwatch-logs";
import { LambdaClient, PutFunctionEventInvokeConfigCommand } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import { expect, it } from "vitest";
import { createFunction, createQueue } from "../lambda/lambda.ts";
import { useLogs } from "./logs.ts";

const logs = useLogs();

/** Returns what it is handed: a destination tells of it. */
const CODE = "export const handler = async (event) => event;";

type Recorded = { readonly responsePayload: { readonly awslogs: { readonly data: string } } };

it("a function is handed what its subscription filter matches, once the function lets Logs in", async () => {
  const { client, createGroup, skylab } = logs;
  const lambda = skylab().client(LambdaClient);
  const subscriber = await createFunction(lambda, CODE);
  const queue = await createQueue(skylab().client(SQSClient));
  const DestinationConfig = { OnSuccess: { Destination: queue.arn } };
  await lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName: subscriber.name, DestinationConfig }));
  const group = await createGroup(["s"]);
  const filter = new PutSubscriptionFilterCommand({
    logGroupName: group.name,
    filterName: "errors",
    filterPattern: "ERROR",
    destinationArn: subscriber.arn,
  });
  await expect(client().send(filter)).rejects.toThrow("Could not execute the lambda function.");
  await subscriber.allow({
    Principal: "logs.us-east-1.amazonaws.com",
    SourceArn: `arn:aws:logs:us-east-1:000000000000:log-group:${group.name}:*`,
  });
  await client().send(filter);
  const timestamp = await group.put("s", "INFO all is well", "ERROR it is not");
  const [data] = (await queue.take(1)).map(({ body }) => {
    const { responsePayload } = body as Recorded; // as: Lambda's record of an invocation.
    return JSON.parse(gunzipSync(Buffer.from(responsePayload.awslogs.data, "base64")).toString()) as unknown; // as: compared below.
  });
  expect(data).toEqual({
    messageType: "DATA_MESSAGE",
    owner: "000000000000",
    logGroup: group.name,
    logStream: "s",
    subscriptionFilters: ["errors"],
    logEvents: [{ id: expect.stringMatching(/^\d{56}$/), timestamp, message: "ERROR it is not" }],
  });
});
