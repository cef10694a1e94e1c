import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { useFunctions } from "../testing/use-functions.ts";

/** What `python3` is here; without one there is nothing to run, and that is what is said. */
const found = spawnSync("python3", ["-c", "import sys; print('%d.%d' % sys.version_info[:2])"]);
const runtime = `python${found.status === 0 ? found.stdout.toString().trim() : "3.12"}`;
const hasPython = found.status === 0;

const run = async (code: string, more: object = {}, event: unknown = {}) => {
  const functions = await useFunctions();
  return functions.run(await functions.of({ "app.py": code }, { runtime, handler: "app.handler", ...more }), event);
};

const errorOf = async (code: string, handler: string): Promise<unknown> => (await run(code, { handler })).answer;

const describePython = (): void => {
  it("answers with JSON, decimals and all", async () => {
    const code = `
import decimal
def handler(event, context):
    return {"event": event, "decimal": decimal.Decimal("1.10"), "name": context.function_name, "left": context.get_remaining_time_in_millis() > 0}`;
    const { answer } = await run(code, { functionName: "its-name" }, { a: ["ü"] });
    expect(answer).toEqual({ event: { a: ["ü"] }, decimal: 1.1, name: "its-name", left: true });
  });

  it("that raises is reported with the function's own frames", async () => {
    const { answer, log } = await run(`def handler(event, context):\n    raise KeyError("no")`);
    expect(answer).toEqual({
      errorMessage: "'no'",
      errorType: "KeyError",
      requestId: expect.stringMatching(/^[-0-9a-f]{36}$/),
      stackTrace: [expect.stringMatching(/^ {2}File ".*\/app\.py", line 2, in handler\n {4}raise KeyError\("no"\)\n$/)],
    });
    expect(log).toContain("[ERROR] KeyError: 'no'\nTraceback (most recent call last):\n\u00a0\u00a0File ");
  });

  it("that is not there is reported as AWS does", async () => {
    expect(await errorOf("", "nope.handler")).toMatchObject({
      errorType: "Runtime.ImportModuleError",
      errorMessage: "Unable to import module 'nope': No module named 'nope'",
    });
    expect(await errorOf("", "app.handler")).toMatchObject({
      errorType: "Runtime.HandlerNotFound",
      errorMessage: "Handler 'handler' missing on module 'app'",
    });
    expect(await errorOf("", "handler")).toMatchObject({ errorType: "Runtime.MalformedHandlerName" });
    expect(await errorOf("def (", "app.handler")).toMatchObject({
      errorType: "Runtime.UserCodeSyntaxError",
      errorMessage: expect.stringMatching(/^Syntax error in module 'app': .*\(app\.py, line 1\)$/),
    });
    expect(await errorOf("1/0", "app.handler")).toMatchObject({ errorType: "ZeroDivisionError" });
  });

  it("writes to its log as AWS's do, as text and as JSON", async () => {
    const code = `
import logging
logging.getLogger().setLevel("INFO")
def handler(event, context):
    print("plain", "line")
    logging.info("two\\nlines")
    logging.getLogger("own").warning("told", extra={"more": 1})`;
    const { log } = await run(code);
    expect(log).toContain("\nplain line\n");
    expect(log).toMatch(/^\[INFO\]\t[-\d]{10}T[:\d]{8}\.\d{3}Z\t[-0-9a-f]{36}\ttwo\nlines$/m);
    const json = await run(code, { logging: { group: "/aws/lambda/f", format: "JSON", applicationLevel: "WARN" } });
    const lines = json.log.split("\n").filter((line) => line.includes('"logger"'));
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({
        level: "WARNING",
        message: "told",
        logger: "own",
        more: 1,
        requestId: expect.any(String),
      }),
    );
  });

  it("reaches its ports, and so do its child processes while it waits for them", async () => {
    const code = `
import os, subprocess, sys, urllib.request
URL = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2018-06-01/ping"
ASK = "import urllib.request; print(urllib.request.urlopen('%s').read().decode(), end='')" % URL
def handler(event, context):
    child = subprocess.run([sys.executable, "-c", ASK], stdout=subprocess.PIPE)
    return [urllib.request.urlopen(URL).read().decode(), child.stdout.decode()]`;
    expect((await run(code)).answer).toEqual(["pong", "pong"]);
  });
};

describe(`a handler of ${runtime}`, () => {
  if (hasPython) describePython();
  else {
    it("is refused, because there is no Python here", async () => {
      await expect(run("")).rejects.toMatchObject({ reason: "CannotRun" });
    });
  }
});
