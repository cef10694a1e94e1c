import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { strToU8 } from "fflate";
import { describe, expect, it } from "vitest";
import { hostOn } from "../../contract/under-test.ts";
import { invocationOf } from "../../testing/use-host.ts";
import { levelsHere, openLevel } from "../testing/levels-here.ts";
import { useFunctions } from "../testing/use-functions.ts";

const ANSWER = "async () => 'found'";

/** What AWS's runtime says where a handler cannot be loaded. */
async function errorOfLoading(files: Record<string, string>, handler: string): Promise<unknown> {
  const { of, run } = await useFunctions();
  const { answer } = await run(await of({ "index.mjs": "export {}", ...files }, { handler }));
  const { errorType, errorMessage } = answer as Record<string, string>; // as: errors are such objects.
  return `${errorType}: ${errorMessage}`;
}

/** A function that tells where it has two packages of AWS's SDK from, of which its own folder has one. */
const WHERE_FROM = {
  "node_modules/@aws-sdk/client-sqs/index.js": "exports.from = 'the function';",
  "required.cjs": `const [sqs, s3, sts] = ["sqs", "s3", "sts"].map((name) => require("@aws-sdk/client-" + name));
    exports.handler = async () => [sqs.from, s3.from ?? "AWS", typeof sts.STSClient];`,
  "imported.mjs": `import sqs from "@aws-sdk/client-sqs"; import * as s3 from "@aws-sdk/client-s3";
    import { STSClient } from "@aws-sdk/client-sts";
    export const handler = async () => [sqs.from, s3.default.from ?? "AWS", typeof STSClient];`,
};

describe.each(levelsHere)("AWS's SDK, at the level %s,", (level) => {
  it.each(["required", "imported"])("comes behind packages of the function and of layers when %s", async (how) => {
    const { functionOf, invoke, zipOf } = await hostOn(async () => openLevel(level));
    const s3 = strToU8("exports.from = 'a layer';");
    for (const [layers, from] of [
      [[], "AWS"],
      [[zipOf({ "nodejs/node_modules/@aws-sdk/client-s3/index.js": s3 })], "a layer"],
    ] as const) {
      const version = await functionOf("", { handler: `${how}.handler`, layers });
      for (const [name, code] of Object.entries(WHERE_FROM)) {
        const path = join(version.code.kind === "folder" ? version.code.path : "", name);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, code);
      }
      const { payload } = await invoke(version);
      expect(JSON.parse(Buffer.from(payload).toString())).toEqual(["the function", from, "function"]);
    }
  });
});

describe("a handler of Node.js", () => {
  it.each([
    ["a module of CommonJS", { "a.js": `exports.go = ${ANSWER}` }, "a.go"],
    ["one with the extension .cjs", { "a.cjs": `exports.go = ${ANSWER}` }, "a.go"],
    ["an ES module that awaits at its top", { "a.mjs": `await 1; export const go = ${ANSWER}` }, "a.go"],
    ["one by its package.json", { "package.json": '{"type":"module"}', "a.js": `export const go = ${ANSWER}` }, "a.go"],
    ["something within what is exported", { "a.js": `module.exports = { b: { c: ${ANSWER} } }` }, "a.b.c"],
    ["a module in a folder", { "src/lib/a.js": `exports.go = ${ANSWER}` }, "src/lib/a.go"],
    ["a folder with an index", { "a/index.js": `exports.go = ${ANSWER}` }, "a.go"],
  ])("is found in %s", async (_where, files, handler) => {
    const { of, run } = await useFunctions();
    expect((await run(await of(files, { handler }))).answer).toBe("found");
  });

  it("that is not there is reported as AWS does", async () => {
    expect(await errorOfLoading({}, "nope.handler")).toBe(
      "Runtime.ImportModuleError: Error: Cannot find module 'nope'\nRequire stack:\n- /var/runtime/index.mjs",
    );
    expect(await errorOfLoading({ "a.js": "" }, "a.go")).toBe(
      "Runtime.HandlerNotFound: a.go is undefined or not exported",
    );
    expect(await errorOfLoading({ "a.js": "exports.go = 1" }, "a.go")).toBe(
      "Runtime.HandlerNotFound: a.go is not a function",
    );
    expect(await errorOfLoading({}, "handler")).toBe("Runtime.MalformedHandlerName: Bad handler");
    expect(await errorOfLoading({ "a.js": "exports.go = {" }, "a.go")).toBe(
      "Runtime.UserCodeSyntaxError: SyntaxError: Unexpected end of input",
    );
    expect(await errorOfLoading({ "a.js": "throw new TypeError('at load')" }, "a.go")).toBe("TypeError: at load");
  });

  it("answers by a callback when nothing else is going on, or at once where it does not wait", async () => {
    const { of, run } = await useFunctions();
    const files = {
      "a.js": `let done = false;
        exports.waits = (event, context, callback) => { setTimeout(() => { done = true; }, 20); callback(null, { get done() { return done; } }); };
        exports.atOnce = (event, context, callback) => { context.callbackWaitsForEmptyEventLoop = false; setTimeout(() => {}, 1e6); callback(null, 1); };
        exports.fails = (event, context, callback) => callback(new RangeError("no"));
        exports.forgets = () => {};
        exports.done = (event, context) => context.done(null, 2);
        exports.never = async () => { await new Promise(() => {}); };`,
    };
    const answerOf = async (name: string): Promise<unknown> =>
      (await run(await of(files, { handler: `a.${name}` }))).answer;
    expect(await answerOf("waits")).toEqual({ done: true });
    expect(await answerOf("atOnce")).toBe(1);
    expect(await answerOf("fails")).toMatchObject({ errorType: "RangeError", errorMessage: "no" });
    expect(await answerOf("forgets")).toBeNull();
    expect(await answerOf("done")).toBe(2);
    expect(await answerOf("never")).toMatchObject({ errorType: "Runtime.NodeJsExit" });
  });

  it("of Node.js 24 may take no callback", async () => {
    const { of, run } = await useFunctions();
    const version = await of({ "a.js": "exports.go = (a, b, c) => c()" }, { handler: "a.go", runtime: "nodejs24.x" });
    expect((await run(version)).answer).toMatchObject({ errorType: "Runtime.CallbackHandlerDeprecated" });
  });

  it("that throws what is no error is reported with its type", async () => {
    const { of, run } = await useFunctions();
    const version = await of({ "a.mjs": "export const go = async () => { throw 'text'; }" }, { handler: "a.go" });
    expect((await run(version)).answer).toEqual({ errorType: "string", errorMessage: "text", trace: [] });
  });

  it("is told of rejections that nobody catches, and its environment ends", async () => {
    const { of, run } = await useFunctions();
    const code =
      "export const go = async () => { void Promise.reject(new Error('lost')); await new Promise(() => setTimeout(() => {}, 1e6)); }";
    const { answer, log } = await run(await of({ "a.mjs": code }, { handler: "a.go" }));
    expect(answer).toMatchObject({
      errorType: "Runtime.UnhandledPromiseRejection",
      errorMessage: "Error: lost",
    });
    expect(log).toContain("Unhandled Promise Rejection");
  });

  it("has a context as AWS's", async () => {
    const { of, run } = await useFunctions();
    const code = `export const go = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() })`;
    const { answer } = await run(await of({ "a.mjs": code }, { handler: "a.go", functionName: "its-name" }));
    expect(answer).toMatchObject({
      callbackWaitsForEmptyEventLoop: true,
      functionName: "its-name",
      functionVersion: "$LATEST",
      memoryLimitInMB: "128",
      logGroupName: "/aws/lambda/its-name",
      logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
      invokedFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:its-name",
      awsRequestId: expect.stringMatching(/^[-0-9a-f]{36}$/),
      left: expect.any(Number),
    });
  });

  it("writes to its log as AWS's do, as text and as JSON", async () => {
    const { of, run } = await useFunctions();
    const files = {
      "a.mjs": `export const go = async () => { console.log("a %s", "b\\nc"); console.error({ d: 1 }); console.debug("e"); }`,
    };
    const { log } = await run(await of(files, { handler: "a.go" }));
    expect(log).toMatch(/^[-\d]{10}T[:\d]{8}\.\d{3}Z\t[-0-9a-f]{36}\tINFO\ta b\nc$/m);
    expect(log).toMatch(/\tERROR\t\{ d: 1 \}$/m);
    const logging = { group: "/aws/lambda/f", format: "JSON", applicationLevel: "INFO" } as const;
    const lines = (await run(await of(files, { handler: "a.go", logging }))).log
      .split("\n")
      .filter((line) => line.includes('"level"'));
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ level: "INFO", message: "a b\nc", requestId: expect.any(String) }),
      expect.objectContaining({ level: "ERROR", message: { d: 1 } }),
    ]);
  });

  it("streams its answer, with a prelude for HTTP", async () => {
    const [level = "plain"] = levelsHere;
    const { functionOf, host } = await hostOn(async () => openLevel(level));
    const code = `export const handler = awslambda.streamifyResponse(async (event, stream) => {
      stream = awslambda.HttpResponseStream.from(stream, { statusCode: 201 });
      stream.write("one,"); stream.write({ two: 2 }); stream.end();
      await stream.finished;
    });`;
    const invoked = await host.invoke(invocationOf(await functionOf(code), {}, { respond: "streamed" }));
    if (invoked.kind !== "streamed") throw new Error("The answer is no stream.");
    expect(invoked.contentType).toBe("application/vnd.awslambda.http-integration-response");
    expect(await text(invoked.body)).toBe(`{"statusCode":201}${"\0".repeat(8)}one,{"two":2}`);
    expect((await invoked.end).functionError).toBeUndefined();
  });

  it("that fails in the midst of its stream, or leaves it open, ends it with the error", async () => {
    const [level = "plain"] = levelsHere;
    const { functionOf, host } = await hostOn(async () => openLevel(level));
    const endOf = async (rest: string): Promise<unknown> => {
      const code = `export const handler = awslambda.streamifyResponse(async (event, stream) => { stream.write("one"); ${rest} });`;
      const invoked = await host.invoke(invocationOf(await functionOf(code), {}, { respond: "streamed" }));
      if (invoked.kind !== "streamed") throw new Error("The answer is no stream.");
      expect(await text(invoked.body)).toBe("one");
      return invoked.end;
    };
    expect(await endOf("await 1; throw new TypeError('no');")).toMatchObject({ errorType: "TypeError" });
    expect(await endOf("")).toMatchObject({
      errorDetails: expect.stringContaining("Response stream is not finished."),
    });
  });
});
