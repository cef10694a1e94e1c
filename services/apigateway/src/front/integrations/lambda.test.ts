import { once } from "node:events";
import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { uniqueAccount } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import { RAN, useCallees } from "../../testing/use-callees.ts";
import { type IntegrationAs, IntegrationFault, type LambdaCall } from "./integration.ts";

const test = useCallees();

const API = "a1b2c3d4e5";

/** A function of an account of its own, which API Gateway may invoke, and the request of an API there. */
async function newFunction({ region = "us-east-1", mayInvoke = true } = {}) {
  const place = { account: uniqueAccount(), region };
  const Role = `arn:aws:iam::${place.account}:role/worker`;
  const Code = { ImageUri: "example.com/work:1" };
  await test().ask(place, "lambda:CreateFunction", { FunctionName: "work", PackageType: "Image", Role, Code });
  const { FunctionArn } = await test().ask(place, "lambda:GetFunctionConfiguration", { FunctionName: "work" });
  const functionArn = String(FunctionArn);
  const sourceArn = `arn:aws:execute-api:us-east-1:${place.account}:${API}/prod/GET/pets`;
  if (mayInvoke) await allow(functionArn, place, `arn:aws:execute-api:us-east-1:${place.account}:${API}/*`);
  const as: IntegrationAs = { place: { account: place.account, region: "us-east-1" }, sourceArn };
  const call: LambdaCall = { as, functionArn, payload: Buffer.from('{"n":1}'), timeoutMs: 60_000 };
  return { call, functionArn, place };
}

const allow = (FunctionName: string, place: IntegrationAs["place"], SourceArn: string): Promise<unknown> =>
  test().ask(place, "lambda:AddPermission", {
    FunctionName,
    StatementId: "api",
    Action: "lambda:InvokeFunction",
    Principal: "apigateway.amazonaws.com",
    SourceArn,
  });

/** The kind of the fault, and what it says. */
async function faultOf(call: LambdaCall): Promise<string> {
  try {
    await test().integrations.lambda(call);
  } catch (error) {
    if (error instanceof IntegrationFault) return `${error.kind}: ${error.message}`;
    throw error;
  }
  throw new Error("It was answered.");
}

describe("a function behind an API", () => {
  it("is invoked with the payload as it is, and its answer handed back as it is", async () => {
    const { call } = await newFunction();
    test().runs(({ payload, traceId }) => {
      expect(Buffer.from(payload).toString()).toBe('{"n":1}');
      expect(traceId).toContain("Root=1-62bb252d-1d7f3e030c92ebf435c41bc1");
      return { kind: "buffered", payload: Buffer.from('{ "any": "thing" }'), end: RAN };
    });
    const trace = "Root=1-62bb252d-1d7f3e030c92ebf435c41bc1";
    const { functionError, payload } = await test().integrations.lambda({ ...call, trace });
    expect({ functionError, text: Buffer.from(payload).toString() }).toEqual({
      functionError: undefined,
      text: '{ "any": "thing" }',
    });
  });

  it("that fails says so", async () => {
    const { call } = await newFunction();
    const payload = Buffer.from('{"errorMessage":"no"}');
    test().runs(() => ({ kind: "buffered", payload, end: { ...RAN, functionError: "Unhandled" } }));
    expect(await test().integrations.lambda(call)).toMatchObject({ functionError: "Unhandled", payload });
  });

  it("is not waited for where it is only told", async () => {
    const { call } = await newFunction();
    test().runs(() => {
      throw new Error("Nobody runs what is only taken down.");
    });
    expect(await test().integrations.lambda({ ...call, event: true })).toMatchObject({ functionError: undefined });
  });

  it("may be one of its versions, in another region", async () => {
    const { call, functionArn, place } = await newFunction({ region: "eu-west-1" });
    const { Version } = await test().ask(place, "lambda:PublishVersion", { FunctionName: "work" });
    const versionArn = `${functionArn}:${String(Version)}`;
    await allow(versionArn, place, `arn:aws:execute-api:us-east-1:${place.account}:${API}/prod/*`);
    test().runs(({ invokedArn }) => ({ kind: "buffered", payload: Buffer.from(invokedArn), end: RAN }));
    const { payload } = await test().integrations.lambda({ ...call, functionArn: versionArn });
    expect(Buffer.from(payload).toString()).toBe(versionArn);
  });

  it("may be another account's, which has allowed it to the API", async () => {
    const { call } = await newFunction();
    const other = await newFunction({ mayInvoke: false });
    test().runs(() => ({ kind: "buffered", payload: Buffer.from("{}"), end: RAN }));
    expect(await faultOf({ ...call, functionArn: other.functionArn })).toContain("forbidden");
    await allow(other.functionArn, other.place, call.as.sourceArn);
    expect(await test().integrations.lambda({ ...call, functionArn: other.functionArn })).toBeDefined();
  });
});

describe("a function gives no answer", () => {
  it("where its policy does not let the API in, or lets in another one", async () => {
    const { call } = await newFunction({ mayInvoke: false });
    expect(await faultOf(call)).toBe("forbidden: Invalid permissions on Lambda function");
    await allow(call.functionArn, call.as.place, `arn:aws:execute-api:us-east-1:${call.as.place.account}:other/*`);
    expect(await faultOf(call)).toBe("forbidden: Invalid permissions on Lambda function");
  });

  it("where there is none", async () => {
    const { call } = await newFunction();
    expect(await faultOf({ ...call, functionArn: `${call.functionArn}s` })).toContain("forbidden");
  });

  it("in time: who waits hears of it, and the function goes on", async () => {
    const { call } = await newFunction();
    let end: (() => void) | undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    test().runs(async () => {
      await ended;
      return { kind: "buffered", payload: Buffer.from("{}"), end: RAN };
    });
    expect(await faultOf({ ...call, timeoutMs: 1 })).toBe("timeout: Endpoint request timed out");
    end?.();
  });

  it("where it is throttled", async () => {
    const { call, place } = await newFunction();
    const reserved = { FunctionName: "work", ReservedConcurrentExecutions: 0 };
    await test().ask(place, "lambda:PutFunctionConcurrency", reserved);
    const { HostRefusal } = await import("@skylab/sandbox");
    test().runs(() => {
      throw new HostRefusal("ReservedFunctionConcurrentInvocationLimitExceeded", "Rate Exceeded.");
    });
    expect(await faultOf(call)).toBe("throttled: Rate Exceeded.");
  });

  it("where the payload is larger than Lambda takes", async () => {
    const { call } = await newFunction();
    expect(await faultOf({ ...call, payload: Buffer.alloc(6_291_457, "1") })).toContain("too-large");
  });
});

const textOf = async (call: LambdaCall): Promise<string> => text(await test().integrations.lambdaStream(call));

describe("a function that streams its answer", () => {
  it("is heard as it writes", async () => {
    const { call } = await newFunction();
    const body = new PassThrough();
    test().runs(() => ({ kind: "streamed", contentType: undefined, body, end: Promise.resolve(RAN) }));
    const asked = test().integrations.lambdaStream(call);
    body.write("first");
    const answer = await asked;
    body.end(" second");
    expect(await text(answer)).toBe("first second");
  });

  it("may answer all at once, or nothing", async () => {
    const { call } = await newFunction();
    test().runs(() => ({ kind: "buffered", payload: Buffer.from("{}"), end: RAN }));
    expect(await textOf(call)).toBe("{}");
    const body = Readable.from([]);
    test().runs(() => ({ kind: "streamed", contentType: undefined, body, end: Promise.resolve(RAN) }));
    expect(await textOf(call)).toBe("");
  });

  it("that fails before it has begun gave no answer; later its answer breaks off", async () => {
    const { call } = await newFunction();
    const failed = { ...RAN, functionError: "Unhandled", errorType: "Error", errorDetails: "no" } as const;
    test().runs(() => ({ kind: "buffered", payload: Buffer.from("{}"), end: failed }));
    await expect(textOf(call)).rejects.toMatchObject({ kind: "failure", message: "Error: no" });
    const body = Readable.from([Buffer.from("begun")]);
    test().runs(() => ({ kind: "streamed", contentType: undefined, body, end: Promise.resolve(failed) }));
    const answer = await test().integrations.lambdaStream(call);
    await expect(text(answer)).rejects.toMatchObject({ kind: "failure", message: "Error: no" });
  });

  it("is not invoked where its policy does not let the API in", async () => {
    const { call } = await newFunction({ mayInvoke: false });
    await expect(textOf(call)).rejects.toMatchObject({ kind: "forbidden" });
  });

  it("is heard no more where nobody reads", async () => {
    const { call } = await newFunction();
    const body = new Readable({ read: () => void body.push("more") });
    test().runs(() => ({ kind: "streamed", contentType: undefined, body, end: Promise.resolve(RAN) }));
    const answer = await test().integrations.lambdaStream(call);
    answer.destroy();
    // It ends with an error, as what nobody reads to its end does.
    await expect(once(body, "end")).rejects.toThrow("aborted");
  });
});

/** A role's policy that lets a service assume it. */
const trust = (Service: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" }],
  });

describe("a function that a role may invoke", () => {
  it("needs no policy of its own", async () => {
    const { call, place } = await newFunction({ mayInvoke: false });
    const roleArn = `arn:aws:iam::${place.account}:role/invoker`;
    await test().ask(place, "iam:CreateRole", {
      RoleName: "invoker",
      AssumeRolePolicyDocument: trust("apigateway.amazonaws.com"),
    });
    const asRole = { ...call, as: { ...call.as, roleArn } };
    expect(await faultOf(asRole)).toContain("forbidden");
    const Statement = [{ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: call.functionArn }];
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await test().ask(place, "iam:PutRolePolicy", { RoleName: "invoker", PolicyName: "invoke", PolicyDocument });
    test().runs(() => ({ kind: "buffered", payload: Buffer.from("{}"), end: RAN }));
    expect(await test().integrations.lambda(asRole)).toBeDefined();
    expect(test().called.at(-1)?.as.onBehalfOf?.arn).toBe(
      `arn:aws:sts::${place.account}:assumed-role/invoker/BackplaneAssumeRoleSession`,
    );
  });

  it("is not invoked where the role trusts others alone", async () => {
    const { call, place } = await newFunction();
    const AssumeRolePolicyDocument = trust("lambda.amazonaws.com");
    await test().ask(place, "iam:CreateRole", { RoleName: "others", AssumeRolePolicyDocument });
    const roleArn = `arn:aws:iam::${place.account}:role/others`;
    expect(await faultOf({ ...call, as: { ...call.as, roleArn } })).toBe(
      "forbidden: API Gateway does not have permission to assume the provided role",
    );
  });

  it("is invoked by who calls the API, where their own permissions count", async () => {
    const { call, place } = await newFunction({ mayInvoke: false });
    const caller = (name: string) => ({
      account: place.account,
      arn: `arn:aws:iam::${place.account}:${name}`,
      id: name,
      accessKeyId: undefined,
    });
    test().runs(() => ({ kind: "buffered", payload: Buffer.from("{}"), end: RAN }));
    expect(await test().integrations.lambda({ ...call, as: { ...call.as, caller: caller("root") } })).toBeDefined();
    expect(await faultOf({ ...call, as: { ...call.as, caller: caller("user/nobody") } })).toContain("forbidden");
  });
});
