import {
  InvokeAsyncCommand,
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
} from "@aws-sdk/client-lambda";
import { uniqueAccount } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { createFunction, invoke, refusal, useLambda } from "./lambda.ts";

const lambda = useLambda();

const ECHO = "export const handler = async (event, context) => ({ event, arn: context.invokedFunctionArn });";

describe("an invocation", () => {
  it("answers what the function returned, and which version it was", async () => {
    const { arn, invoke: call } = await lambda.createFunction(ECHO);
    expect(await call({ a: [1, "zwei"] })).toEqual({
      payload: { event: { a: [1, "zwei"] }, arn },
      status: 200,
      error: undefined,
      version: "$LATEST",
      log: undefined,
    });
  });

  it("of a version or by an ARN tells the function how it was named", async () => {
    const { arn, client, name } = await lambda.createFunction(ECHO);
    await client.send(new PublishVersionCommand({ FunctionName: name }));
    const ofVersion = await invoke(client, { FunctionName: name, Qualifier: "1" });
    expect(ofVersion).toMatchObject({ version: "1", payload: { event: {}, arn: `${arn}:1` } });
    expect(await invoke(client, { FunctionName: `${arn}:1` })).toMatchObject({ version: "1" });
    const differs = client.send(new InvokeCommand({ FunctionName: `${arn}:1`, Qualifier: "2" }));
    expect(await refusal(differs)).toBe(
      "InvalidParameterValueException: The derived qualifier from the function name does not match the specified qualifier.",
    );
  });

  it("tells what the function throws, and the end of its log", async () => {
    const code = "export const handler = async () => { console.log('about to fail'); throw new TypeError('no'); };";
    const { invoke: call } = await lambda.createFunction(code);
    const answer = await call({}, { LogType: "Tail" });
    expect(answer).toMatchObject({
      status: 200,
      error: "Unhandled",
      payload: { errorType: "TypeError", errorMessage: "no" },
    });
    expect(answer.log).toContain("about to fail");
    expect(answer.log).toMatch(/REPORT RequestId: \S+\tDuration: /);
  });

  it("tells the function of its client", async () => {
    const code = "export const handler = async (event, { clientContext }) => clientContext;";
    const { invoke: call } = await lambda.createFunction(code);
    const context = { custom: { a: "b" }, env: { locale: "de" } };
    const ClientContext = Buffer.from(JSON.stringify(context)).toString("base64");
    expect((await call({}, { ClientContext })).payload).toMatchObject({ custom: { a: "b" } });
  });

  it("that only asks whether it may is answered without the function", async () => {
    const { client, name } = await lambda.createFunction("throw new Error('It runs.');");
    expect(await invoke(client, { FunctionName: name, InvocationType: "DryRun" })).toMatchObject({
      status: 204,
      payload: undefined,
    });
  });

  it("without an answer to wait for is accepted, in the deprecated way, too", async () => {
    const { client, name } = await lambda.createFunction(ECHO);
    expect(await invoke(client, { FunctionName: name, InvocationType: "Event" })).toMatchObject({
      status: 202,
      payload: undefined,
      version: undefined,
    });
    const { Status } = await client.send(new InvokeAsyncCommand({ FunctionName: name, InvokeArgs: Buffer.from("{}") }));
    expect(Status).toBe(202);
  });

  it("of nothing that is there, of what is no JSON, or of too much is refused in AWS's words", async () => {
    const { client, name } = await lambda.createFunction(ECHO);
    const sent = (Payload: Uint8Array, more: object = {}): Promise<string> =>
      refusal(client.send(new InvokeCommand({ FunctionName: name, Payload, ...more })));
    expect(await refusal(client.send(new InvokeCommand({ FunctionName: "missing" })))).toMatch(
      /^ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:\d{12}:function:missing$/,
    );
    expect(await sent(Buffer.from("hello"))).toContain(
      "InvalidRequestContentException: Could not parse request body into json: Could not parse payload into json: Unrecognized token 'hello'",
    );
    const large = Buffer.from(JSON.stringify("x".repeat(6_291_455)));
    expect(await sent(large)).toContain("Request must be smaller than 6291456 bytes for the InvokeFunction operation");
    const event = Buffer.from(JSON.stringify("x".repeat(1_048_575)));
    expect(await sent(event, { InvocationType: "Event" })).toContain(
      "1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)",
    );
  });

  it("of a function that may not run is refused with the reason", async () => {
    const { client, name } = await lambda.createFunction(ECHO);
    await client.send(new PutFunctionConcurrencyCommand({ FunctionName: name, ReservedConcurrentExecutions: 0 }));
    const answer = (): Promise<unknown> =>
      client.send(new InvokeCommand({ FunctionName: name })).catch((error: unknown) => error);
    // Replicas hear of it within a second.
    await expect.poll(answer).toMatchObject({
      name: "TooManyRequestsException",
      message: "Rate Exceeded.",
      Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
      $metadata: { httpStatusCode: 429 },
    });
  });

  it("from another account needs the function's policy", async () => {
    const guest = uniqueAccount();
    const { allow, arn } = await lambda.createFunction(ECHO);
    const asGuest = lambda.client({ account: guest });
    expect(await refusal(asGuest.send(new InvokeCommand({ FunctionName: arn })))).toMatch(
      /^AccessDeniedException: User: \S+ is not authorized to perform: lambda:InvokeFunction on resource: /,
    );
    await allow({ Principal: guest });
    // The replica that has refused hears of it within a second.
    const answer = (): Promise<unknown> => invoke(asGuest, { FunctionName: arn }).catch((error: unknown) => error);
    await expect.poll(answer).toMatchObject({ status: 200 });
  });

  it("of a function that is its own cause again and again is stopped", async () => {
    const account = uniqueAccount();
    const client = lambda.client({ account });
    const code = `
      export const handler = async () => ({ trace: process.env._X_AMZN_TRACE_ID });`;
    const made = await createFunction(client, code, { Role: `arn:aws:iam::${account}:role/r` });
    let trace = "Root=1-67891233-abcdef012345678912345678";
    client.middlewareStack.add(
      (next) => (args) => {
        // as: an HTTP request, which is what this step of the client makes.
        (args.request as { headers: Record<string, string> }).headers["x-amzn-trace-id"] = trace;
        return next(args);
      },
      { step: "build", name: "trace" },
    );
    for (let times = 0; times < 16; times += 1) {
      const { payload } = await invoke(client, { FunctionName: made.arn });
      ({ trace } = payload as { trace: string }); // as: what the code above returns.
    }
    expect(await refusal(invoke(client, { FunctionName: made.arn }))).toContain("RecursiveInvocationException: ");
  });
});

describe("a streamed invocation", () => {
  const STREAMING = `
    export const handler = awslambda.streamifyResponse(async (event, stream) => {
      for (const piece of event.pieces) {
        stream.write(piece);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      if (event.fails) throw new Error("broken");
      stream.end();
    });`;

  async function pieces(event: object, more: object = {}, code = STREAMING) {
    const { client, name } = await lambda.createFunction(code);
    const Payload = Buffer.from(JSON.stringify(event));
    const command = new InvokeWithResponseStreamCommand({ FunctionName: name, Payload, ...more });
    const { EventStream, ExecutedVersion, StatusCode } = await client.send(command);
    const chunks: Buffer[] = [];
    let complete: unknown;
    for await (const part of EventStream ?? []) {
      if (part.PayloadChunk?.Payload) chunks.push(Buffer.from(part.PayloadChunk.Payload));
      complete = part.InvokeComplete ?? complete;
    }
    return { text: Buffer.concat(chunks).toString(), complete, ExecutedVersion, StatusCode };
  }

  it("answers piece by piece, and says when it is complete", async () => {
    const answer = await pieces({ pieces: ["a", "ä", "z"] });
    expect(answer).toEqual({ text: "aäz", complete: {}, ExecutedVersion: "$LATEST", StatusCode: 200 });
  });

  it("tells its log at the end, where it is asked for", async () => {
    const { complete } = await pieces({ pieces: ["a"] }, { LogType: "Tail" });
    expect(complete).toMatchObject({ LogResult: expect.any(String) });
  });

  it("tells what broke it off", async () => {
    const { complete, text } = await pieces({ pieces: ["a"], fails: true });
    expect(text).toBe("a");
    expect(complete).toMatchObject({ ErrorCode: expect.any(String) });
  });

  it("of a function that streams nothing is its whole answer", async () => {
    const { text } = await pieces({}, {}, ECHO);
    expect(JSON.parse(text)).toMatchObject({ event: {} });
  });
});
