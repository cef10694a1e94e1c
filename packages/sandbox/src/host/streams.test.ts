import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import type { FunctionVersion, StreamedAnswer } from "../port.ts";
import { invocationOf, type TestHost, useHost } from "../testing/use-host.ts";

/** A handler that writes its response piece by piece, as `write` says. */
const streaming = (write: string): string => `
  export const handler = (event, { id, socketPath, request }) => new Promise((done) => {
    const path = "/2018-06-01/runtime/invocation/" + id + "/response";
    const headers = {
      "lambda-runtime-function-response-mode": "streaming",
      "content-type": "application/vnd.awslambda.http-integration-response",
      trailer: "Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body",
    };
    const response = request({ socketPath, method: "POST", path, headers }, (answer) => answer.resume().on("end", () => done()));
    ${write}
  });`;

async function stream({ host }: TestHost, version: FunctionVersion): Promise<StreamedAnswer> {
  const invoked = await host.invoke(invocationOf(version, {}, { respond: "streamed", requestId: "id" }));
  if (invoked.kind !== "streamed") throw new Error("The answer is no stream.");
  return invoked;
}

describe("a streamed response", () => {
  it("is handed on as it is written, with its end after it", async () => {
    const test = await useHost();
    const code = streaming('response.write("one,"); setTimeout(() => response.end("two"), 20);');
    const { body, contentType, end } = await stream(test, await test.functionOf(code));
    expect(contentType).toBe("application/vnd.awslambda.http-integration-response");
    expect(await text(body)).toBe("one,two");
    const { functionError, logTail } = await end;
    expect(functionError).toBeUndefined();
    expect(Buffer.from(logTail, "base64").toString()).toMatch(/^START .*\nEND .*\nREPORT .*\n$/);
  });

  it("is handed on as a whole to who wants it so", async () => {
    const { functionOf, invoke } = await useHost();
    const version = await functionOf(streaming('response.write("one,"); response.end("two");'));
    expect(Buffer.from((await invoke(version)).payload).toString()).toBe("one,two");
    expect(Buffer.from((await invoke(version)).payload).toString()).toBe("one,two");
  });

  it("that fails midway ends with the error in its trailers", async () => {
    const test = await useHost();
    const code = streaming(`
      response.write("part");
      const error = { errorType: "Error", errorMessage: "midway" };
      response.addTrailers({
        "Lambda-Runtime-Function-Error-Type": "Runtime.StreamError",
        "Lambda-Runtime-Function-Error-Body": Buffer.from(JSON.stringify(error)).toString("base64"),
      });
      response.end();`);
    const { body, end } = await stream(test, await test.functionOf(code));
    expect(await text(body)).toBe("part");
    expect(await end).toMatchObject({
      functionError: "Unhandled",
      errorType: "Runtime.StreamError",
      errorDetails: '{"errorType":"Error","errorMessage":"midway"}',
    });
  });

  it("whose process ends midway ends, and tells why", async () => {
    const test = await useHost();
    const code = streaming('response.write("part", () => process.exit(9));');
    const { body, end } = await stream(test, await test.functionOf(code));
    await text(body);
    expect(await end).toMatchObject({
      functionError: "Unhandled",
      errorType: "Runtime.ExitError",
      errorDetails: expect.stringContaining("RequestId: id Error: Runtime exited with error: exit status 9"),
    });
  });

  it("that takes too long is cut off", async () => {
    const test = await useHost();
    const version = await test.functionOf(streaming('response.write("part");'), { timeoutSeconds: 1 });
    const { body, end } = await stream(test, version);
    expect(await text(body)).toBe("part");
    expect(await end).toMatchObject({ functionError: "Unhandled", errorType: "Sandbox.Timedout" });
  });

  it("goes on when nobody reads it any more", async () => {
    const test = await useHost();
    const version = await test.functionOf(
      streaming('for (let i = 0; i < 300; i += 1) response.write("x".repeat(9999)); response.end();'),
    );
    const { body, end } = await stream(test, version);
    body.destroy();
    expect(await end).not.toHaveProperty("functionError");
    await stream(test, version).then((answer) => text(answer.body));
    expect(test.runner.started).toHaveLength(1);
  });
});
