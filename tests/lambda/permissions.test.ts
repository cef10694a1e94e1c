import { request } from "node:http";
import { buffer } from "node:stream/consumers";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateFunctionUrlConfigCommand,
  InvokeCommand,
  LambdaClient,
  PutFunctionEventInvokeConfigCommand,
} from "@aws-sdk/client-lambda";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { sign } from "@skylab/auth";
import { uniqueName } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { type Account, createUser, type Key, policy, trust, useIam } from "../iam/iam.ts";
import { createFunction, createQueue, invoke, refusal, type TestFunction } from "./lambda.ts";

// Where keys count, and functions work by their roles.

const iam = useIam();

const ECHO = "export const handler = async (event) => event;";

/** A role that Lambda may assume, and that may do this. */
async function roleOf({ root }: Account, Action: string | string[] = "sqs:SendMessage"): Promise<string> {
  const RoleName = uniqueName("role");
  const AssumeRolePolicyDocument = trust({ Principal: { Service: "lambda.amazonaws.com" } });
  const { Role } = await root.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyDocument = policy({ Action });
  await root.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "inline", PolicyDocument }));
  return Role?.Arn ?? "";
}

const lambdaOf = (key: Key): LambdaClient => iam.skylab().client(LambdaClient, key);

async function functionOf(account: Account, code = ECHO, Action?: string | string[]): Promise<TestFunction> {
  return await createFunction(lambdaOf(account.root.key), code, { Role: await roleOf(account, Action) });
}

type Answered = { readonly status: number | undefined; readonly text: string; readonly errorType: unknown };

/** Asks a URL, signed by whoever is to. */
function ask(url: string, by?: Key): Promise<Answered> {
  const { hostname, port } = new URL(iam.skylab().url);
  const head = { method: "GET", path: "/", query: "", headers: { host: new URL(url).host } };
  const signed = by && sign(head, by, { region: "us-east-1", service: "lambda", now: Date.now() });
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, headers: { ...head.headers, ...signed } }, (answer) => {
      const { headers, statusCode: status } = answer;
      const told = (bytes: Buffer): void =>
        resolve({ status, text: bytes.toString(), errorType: headers["x-amzn-errortype"] });
      void buffer(answer).then(told, reject);
    });
    asked.on("error", reject);
    asked.end();
  });
}

const urlOf = async ({ client, name }: TestFunction, AuthType: "NONE" | "AWS_IAM"): Promise<string> =>
  (await client.send(new CreateFunctionUrlConfigCommand({ FunctionName: name, AuthType }))).FunctionUrl ?? "";

const FORBIDDEN = {
  status: 403,
  errorType: "AccessDeniedException",
  text: '{"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}',
};

describe("an invocation", () => {
  it("needs lambda:InvokeFunction", async () => {
    const account = await iam.createAccount();
    const { name } = await functionOf(account);
    const [some, none] = await Promise.all([
      createUser(account.root, policy({ Action: "lambda:InvokeFunction" })),
      createUser(account.root, policy({ Action: "lambda:GetFunction" })),
    ]);
    expect(await invoke(lambdaOf(some.key), { FunctionName: name })).toMatchObject({ status: 200 });
    const asked = lambdaOf(none.key).send(new InvokeCommand({ FunctionName: name }));
    expect(await refusal(asked)).toMatch(
      new RegExp(`^AccessDeniedException: User: ${none.arn} is not authorized to perform: lambda:InvokeFunction on`),
    );
  });

  it("runs the function as its role", async () => {
    const account = await iam.createAccount();
    const code = `export const handler = async () => [
      process.env.AWS_ACCESS_KEY_ID.slice(0, 4), process.env.AWS_SESSION_TOKEN !== undefined];`;
    expect((await (await functionOf(account, code)).invoke()).payload).toEqual(["ASIA", true]);
  });
});

describe("a URL for everybody", () => {
  it("needs the function's policy to say so, twice", async () => {
    const account = await iam.createAccount();
    const made = await functionOf(account);
    const url = await urlOf(made, "NONE");
    expect(await ask(url)).toEqual(FORBIDDEN);
    await made.allow({ Action: "lambda:InvokeFunctionUrl", FunctionUrlAuthType: "NONE" });
    expect(await ask(url)).toEqual(FORBIDDEN);
    await made.allow({ InvokedViaFunctionUrl: true });
    await expect.poll(async () => (await ask(url)).status).toBe(200);
  });
});

describe("a URL for those who sign", () => {
  it("refuses who signs nothing, who signs wrongly, and who may not", async () => {
    const account = await iam.createAccount();
    const url = await urlOf(await functionOf(account), "AWS_IAM");
    expect(await ask(url)).toMatchObject({ status: 403, text: '{"Message":"Forbidden"}' });
    const none = await createUser(account.root, policy({ Action: "lambda:InvokeFunction" }));
    expect(await ask(url, none.key)).toEqual(FORBIDDEN);
    expect(await ask(url, { ...none.key, secretAccessKey: "guessed" })).toMatchObject({ status: 403 });
  });

  it("lets in who may, and tells the function who that is", async () => {
    const account = await iam.createAccount();
    const url = await urlOf(await functionOf(account), "AWS_IAM");
    const user = await createUser(
      account.root,
      policy({ Action: ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"] }),
    );
    const answer = await ask(url, user.key);
    expect(JSON.parse(answer.text)).toMatchObject({
      requestContext: { accountId: account.id, authorizer: { iam: { userArn: user.arn } } },
    });
  });
});

describe("a destination", () => {
  it("is told by what the function's role may, and by nothing else", async () => {
    const account = await iam.createAccount();
    const [may, mayNot] = [await functionOf(account), await functionOf(account, ECHO, "sqs:ReceiveMessage")];
    const [told, untold] = [await createQueue(account.root.sqs), await createQueue(account.root.sqs)];
    for (const [made, queue] of [
      [mayNot, untold],
      [may, told],
    ] as const) {
      const DestinationConfig = { OnSuccess: { Destination: queue.arn } };
      const FunctionName = made.name;
      await made.client.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, DestinationConfig }));
      await made.send({ from: made.name });
    }
    expect((await told.take(1))[0]?.body).toMatchObject({ requestPayload: { from: may.name } });
    const QueueUrl = untold.url;
    const { Attributes } = await account.root.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["ApproximateNumberOfMessages"] }),
    );
    expect(Attributes).toEqual({ ApproximateNumberOfMessages: "0" });
  });
});
