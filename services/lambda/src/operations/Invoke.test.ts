import type { BufferedAnswer, Invocation } from "@skylab/sandbox";
import { HostRefusal } from "@skylab/sandbox";
import { refusal, testCall, uniqueAccount } from "@skylab/service/testing";
import { beforeEach, expect, it } from "vitest";
import { keepFunction } from "../testing/keep-function.ts";
import { noOthers } from "../testing/no-others.ts";
import { useLambda } from "../testing/use-lambda.ts";
import { Invoke } from "./Invoke.ts";

const test = useLambda();
beforeEach(() => test().answers(noOthers));

const returned = (payload: string, end: Partial<BufferedAnswer["end"]> = {}): BufferedAnswer => ({
  kind: "buffered",
  payload: Buffer.from(payload),
  end: { logTail: "bG9n", durationMs: 1, billedMs: 1, ...end },
});

async function aFunction(): Promise<{ readonly as: { account: string }; readonly FunctionName: string }> {
  const account = uniqueAccount();
  await keepFunction(test().store, { place: { account, region: "us-east-1" }, name: "work" });
  return { as: { account }, FunctionName: "work" };
}

it("a function is run with what was sent, and its answer is handed on with its version", async () => {
  const { as, FunctionName } = await aFunction();
  const ran: Invocation[] = [];
  test().runs({
    invoke: async (invocation) => {
      ran.push(invocation);
      return returned('{"done":true}');
    },
  });
  const Payload = Buffer.from('{"a":1}');
  const ClientContext = Buffer.from('{"custom":{}}').toString("base64");
  const answer = await test().call(Invoke, { FunctionName, Payload, ClientContext }, as);
  expect(answer).toEqual({ StatusCode: 200, ExecutedVersion: "$LATEST", Payload: Buffer.from('{"done":true}') });
  const arn = `arn:aws:lambda:us-east-1:${as.account}:function:work`;
  expect(ran[0]).toMatchObject({
    payload: Payload,
    clientContext: '{"custom":{}}',
    invokedArn: arn,
    respond: "buffered",
    limits: { unreserved: 1000 },
    version: { functionArn: arn, version: "$LATEST", memoryMb: 128, logging: { group: "/aws/lambda/work" } },
  });
  expect(ran[0]?.traceId).toMatch(/^Root=1-.*;Lineage=/);
});

it("what a function did wrong is told, and its log where it is asked for", async () => {
  const { as, FunctionName } = await aFunction();
  test().runs({ invoke: async () => returned('{"errorMessage":"no"}', { functionError: "Unhandled" }) });
  const answer = await test().call(Invoke, { FunctionName, LogType: "Tail" }, as);
  expect(answer).toMatchObject({ StatusCode: 200, FunctionError: "Unhandled", LogResult: "bG9n" });
});

it("a dry run is answered 204 without the function, and needs it all the same", async () => {
  const { as, FunctionName } = await aFunction();
  test().runs({ invoke: () => Promise.reject(new Error("It runs.")) });
  expect(await test().call(Invoke, { FunctionName, InvocationType: "DryRun" }, as)).toEqual({ StatusCode: 204 });
  const missing = { FunctionName: "missing", InvocationType: "DryRun" as const };
  expect(await refusal(test().call(Invoke, missing, as))).toBe(
    `ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:${as.account}:function:missing`,
  );
});

it.each([
  ["ReservedFunctionConcurrentInvocationLimitExceeded", "TooManyRequestsException: Rate Exceeded."],
  ["ConcurrentInvocationLimitExceeded", "TooManyRequestsException: Rate Exceeded."],
  ["CannotRun", "InvalidRuntimeException: No Ruby here."],
  ["InvalidZipFile", "InvalidZipFileException: No Ruby here."],
  ["Unavailable", "ServiceException: No Ruby here."],
] as const)("a host that refuses for %s is told in AWS's words", async (reason, words) => {
  const { as, FunctionName } = await aFunction();
  test().runs({ invoke: () => Promise.reject(new HostRefusal(reason, "No Ruby here.")) });
  const call = test().call(Invoke, { FunctionName }, as);
  expect(await refusal(call)).toBe(words);
  if (words.startsWith("Too")) await expect(call).rejects.toMatchObject({ members: { Reason: reason } });
});

it("a function that is not ready, a payload that is no JSON, and a client's nonsense are refused", async () => {
  const account = uniqueAccount();
  const place = { account, region: "us-east-1" };
  await keepFunction(test().store, { place, name: "later", configuration: { State: "Pending" } });
  expect(await refusal(test().call(Invoke, { FunctionName: "later" }, { account }))).toBe(
    "ResourceConflictException: The operation cannot be performed at this time. The function is currently in the following state: Pending",
  );
  await keepFunction(test().store, { place, name: "now" });
  const Payload = Buffer.from("no json");
  expect(await refusal(test().call(Invoke, { FunctionName: "now", Payload }, { account }))).toContain(
    "InvalidRequestContentException: Could not parse request body into json",
  );
  for (const ClientContext of ["bm8=", "x".repeat(3584)]) {
    const asked = { FunctionName: "now", ClientContext };
    expect(await refusal(test().call(Invoke, asked, { account }))).toContain("InvalidRequestContentException: Client");
  }
});

it("a function that is its own cause for the seventeenth time is stopped, unless it may be", async () => {
  const account = uniqueAccount();
  const place = { account, region: "us-east-1" };
  await keepFunction(test().store, { place, name: "loop" });
  await keepFunction(test().store, { place, name: "free", recursiveLoop: "Allow" });
  let trace = "Root=1-67891233-abcdef012345678912345678";
  test().runs({
    invoke: async ({ traceId }) => {
      trace = traceId;
      return returned("null");
    },
  });
  const invoke = (FunctionName: string): Promise<unknown> =>
    Invoke(
      { FunctionName },
      testCall({ as: { account }, head: { headers: { "x-amzn-trace-id": trace } } }),
      test().store,
    );
  for (let times = 0; times < 16; times += 1) await invoke("loop");
  expect(await refusal(invoke("loop"))).toContain("RecursiveInvocationException: Lambda has detected your function");
  for (let times = 0; times < 20; times += 1) await invoke("free");
});
