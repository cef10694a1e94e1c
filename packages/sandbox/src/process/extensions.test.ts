import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { hostOn } from "../contract/under-test.ts";
import type { ProcessLevel } from "./levels.ts";
import { levelsHere, openLevel } from "./testing/levels-here.ts";

/** Registers, writes down that it has, and tells of each event. */
const EXTENSION = `#!/bin/sh
exec ${process.execPath} -e '
const { tmpdir } = require("node:os");
const { writeFileSync } = require("node:fs");
const root = "http://" + process.env.AWS_LAMBDA_RUNTIME_API + "/2020-01-01/extension/";
(async () => {
  const headers = { "lambda-extension-name": "watcher" };
  const registered = await fetch(root + "register", { method: "POST", headers, body: JSON.stringify({ events: ["INVOKE", "SHUTDOWN"] }) });
  headers["lambda-extension-identifier"] = registered.headers.get("lambda-extension-identifier");
  writeFileSync(tmpdir() + "/registered", "");
  for (;;) {
    const event = await (await fetch(root + "event/next", { headers })).json();
    console.log("watcher saw " + event.eventType);
    if (event.eventType === "SHUTDOWN") process.exit(0);
  }
})()'
`;

const FUNCTION = `
  import { existsSync } from "node:fs"; import { tmpdir } from "node:os";
  const wasThere = existsSync(tmpdir() + "/registered");
  export const handler = async () => ({ wasThere });`;

/** What a zip file says of a file that may be executed. */
const EXECUTABLE = { os: 3, attrs: 0o100_755 << 16 };
/** AWS gives extensions two seconds for their end, in which a machine that is busy with other tests does nothing of it. */
const ENDS = 20;

/** Runs a function with the extension in its layer, then closes its host; returns the answer, and how to see the log. */
async function runAndClose(level: ProcessLevel): Promise<{ answer: string; messages: () => string }> {
  const { functionOf, invoke, host, messages, zipOf } = await hostOn(async () => openLevel(level));
  const layer = zipOf({ "extensions/watcher": [Buffer.from(EXTENSION), EXECUTABLE] });
  const { payload } = await invoke(await functionOf(FUNCTION, { layers: [layer] }));
  await expect.poll(messages).toContain("watcher saw INVOKE");
  await host.close();
  return { answer: Buffer.from(payload).toString(), messages };
}

describe.each(levelsHere)("an extension, at the level %s,", (level) => {
  it("has registered before the runtime starts, and is told of invocations", async () => {
    expect((await runAndClose(level)).answer).toBe('{"wasThere":true}');
  });

  it("is told of the end", async () => {
    let log = "";
    for (let end = 0; end < ENDS && !log.includes("watcher saw SHUTDOWN"); end += 1) {
      const { messages } = await runAndClose(level);
      // Whatever was written is handed on when the loop comes by.
      await setImmediate();
      log = messages();
    }
    expect(log).toContain("watcher saw SHUTDOWN");
  });
});
