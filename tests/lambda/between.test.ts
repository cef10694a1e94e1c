import {
  AddPermissionCommand,
  CreateAliasCommand,
  GetPolicyCommand,
  InvokeCommand,
  type LambdaClient,
  PublishVersionCommand,
  PutFunctionEventInvokeConfigCommand,
  RemovePermissionCommand,
} from "@aws-sdk/client-lambda";
import { PutBucketNotificationConfigurationCommand, S3Client } from "@aws-sdk/client-s3";
import { uniqueAccount } from "@skylab/testkit";
import { expect, it } from "vitest";
import { createBucket, put, refusal as s3Refusal } from "../s3/s3.ts";
import { soon } from "../soon.ts";
import { refusal, type TestFunction, useLambda } from "./lambda.ts";

// Between accounts and services, which functions let in by their policies alone.

const lambda = useLambda();

const ECHO = "export const handler = async (event) => event;";

const invoke = (by: LambdaClient, FunctionName: string): Promise<string> =>
  by.send(new InvokeCommand({ FunctionName })).then(
    () => "allowed",
    (error: Error) => `${error.name}: ${error.message}`,
  );

/** A function of an account of its own. */
function createFunction(): Promise<TestFunction> {
  const account = uniqueAccount();
  const Role = `arn:aws:iam::${account}:role/worker`;
  return lambda.createFunction(ECHO, { by: lambda.client({ account }), Role });
}

it("another account invokes a function while a permission lets it in", async () => {
  const { arn, client, name: FunctionName } = await createFunction();
  const guest = uniqueAccount();
  const other = lambda.client({ account: guest });
  expect(await invoke(other, arn)).toContain(
    `AccessDeniedException: User: arn:aws:iam::${guest}:root is not authorized to perform: lambda:InvokeFunction on resource: ${arn}`,
  );
  const permission = { FunctionName, StatementId: "guest", Action: "lambda:InvokeFunction", Principal: guest };
  const { Statement = "" } = await client.send(new AddPermissionCommand(permission));
  expect(JSON.parse(Statement)).toEqual({
    Sid: "guest",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${guest}:root` },
    Action: "lambda:InvokeFunction",
    Resource: arn,
  });
  await soon(async () => expect(await invoke(other, arn)).toBe("allowed"));
  await client.send(new RemovePermissionCommand({ FunctionName, StatementId: "guest" }));
  await soon(async () => expect(await invoke(other, arn)).toContain("AccessDeniedException"));
  expect(await refusal(client.send(new GetPolicyCommand({ FunctionName })))).toBe(
    "ResourceNotFoundException: The resource you requested does not exist.",
  );
});

it("a permission of an alias is for the alias alone", async () => {
  const { arn, client, name: FunctionName } = await createFunction();
  const guest = uniqueAccount();
  await client.send(new PublishVersionCommand({ FunctionName }));
  await client.send(new CreateAliasCommand({ FunctionName, Name: "live", FunctionVersion: "1" }));
  const permission = { FunctionName, StatementId: "guest", Action: "lambda:InvokeFunction", Principal: guest };
  await client.send(new AddPermissionCommand({ ...permission, Qualifier: "live" }));
  const other = lambda.client({ account: guest });
  await soon(async () => expect(await invoke(other, `${arn}:live`)).toBe("allowed"));
  expect(await invoke(other, `${arn}:1`)).toContain("AccessDeniedException");
  expect(await invoke(other, arn)).toContain("AccessDeniedException");
});

it("S3 tells a function of a bucket's objects once a permission for that bucket lets it", async () => {
  const made = await lambda.createFunction(ECHO);
  const queue = await lambda.createQueue();
  const { arn, client, name: FunctionName } = made;
  const DestinationConfig = { OnSuccess: { Destination: queue.arn } };
  await client.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, DestinationConfig }));
  const s3 = lambda.skylab().client(S3Client);
  const Bucket = await createBucket(s3);
  const NotificationConfiguration = {
    LambdaFunctionConfigurations: [{ LambdaFunctionArn: arn, Events: ["s3:ObjectCreated:*" as const] }],
  };
  const notify = new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration });
  expect(await s3Refusal(s3.send(notify))).toContain("Unable to validate the following destination configurations");
  await made.allow({ Principal: "s3.amazonaws.com", SourceArn: "arn:aws:s3:::another-bucket" });
  expect(await s3Refusal(s3.send(notify))).toContain("Unable to validate the following destination configurations");
  await made.allow({ Principal: "s3.amazonaws.com", SourceArn: `arn:aws:s3:::${Bucket}` });
  await soon(() => s3.send(notify));
  await put(s3, { Bucket, Key: "picture" }, "x");
  const [record] = await queue.take(1);
  expect(record?.body).toMatchObject({
    requestContext: { condition: "Success" },
    requestPayload: {
      Records: [{ eventSource: "aws:s3", s3: { bucket: { name: Bucket }, object: { key: "picture" } } }],
    },
  });
});
