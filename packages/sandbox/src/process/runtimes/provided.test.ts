import { describe, expect, it } from "vitest";
import { useFunctions } from "../testing/use-functions.ts";

const runtime = "provided.al2023";

/** A runtime in a shell, that asks by a program which is surely here. */
const BOOTSTRAP = `#!/bin/sh
exec ${process.execPath} -e '
const root = "http://" + process.env.AWS_LAMBDA_RUNTIME_API + "/2018-06-01/runtime/invocation/";
(async () => {
  for (;;) {
    const next = await fetch(root + "next");
    const id = next.headers.get("lambda-runtime-aws-request-id");
    await fetch(root + id + "/response", { method: "POST", body: JSON.stringify({ got: await next.json(), handler: process.env._HANDLER }) });
  }
})()'
`;

describe("a runtime that a function brings", () => {
  it("is started, and speaks the Runtime API by TCP", async () => {
    const { of, run } = await useFunctions();
    const version = await of({ "bootstrap*": BOOTSTRAP }, { runtime, handler: "any.thing" });
    expect((await run(version, { a: 1 })).answer).toEqual({ got: { a: 1 }, handler: "any.thing" });
    expect((await run(version, 2)).answer).toEqual({ got: 2, handler: "any.thing" });
  });

  it("that is missing, or cannot be started, is told of in AWS's words", async () => {
    const { of, run } = await useFunctions();
    expect((await run(await of({}, { runtime }))).answer).toMatchObject({
      errorType: "Runtime.InvalidEntrypoint",
      errorMessage: expect.stringContaining("Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]"),
    });
  });

  it("ends as it ends", async () => {
    const { of, run } = await useFunctions();
    const { answer } = await run(await of({ "bootstrap*": "#!/bin/sh\nexit 7\n" }, { runtime }));
    expect(answer).toMatchObject({
      errorType: "Runtime.ExitError",
      errorMessage: expect.stringMatching(/exit status 7$/),
    });
  });
});
