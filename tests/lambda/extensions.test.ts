import { PublishLayerVersionCommand } from "@aws-sdk/client-lambda";
import { uniqueName } from "@skylab/testkit";
import { strToU8, zipSync } from "fflate";
import { expect, it } from "vitest";
import { useLambda } from "./lambda.ts";

const lambda = useLambda({ SKYLAB_SERVICES: "lambda,sts,iam" });

/** Node.js as the function's own runtime has it, or, where sandboxes see this machine's files, this one's. */
const EXTENSION = `#!/bin/sh
node=/var/lang/bin/node
[ -x "$node" ] || node=${process.execPath}
exec "$node" "$(dirname "$0")/../watcher.mjs"
`;

/** Registers, subscribes to telemetry, and writes what it is told. */
const WATCHER = `
  import { createServer } from "node:http";
  const api = "http://" + process.env.AWS_LAMBDA_RUNTIME_API;
  const ask = (method, path, headers, body) => fetch(api + path, { method, headers, body: body && JSON.stringify(body) });
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => (text += chunk));
    request.on("end", () => {
      response.end();
      for (const { type, record } of JSON.parse(text)) console.log("told", type, record.requestId ?? record.trim?.() ?? "");
    });
  }).listen(0, "0.0.0.0", async () => {
    const registered = await ask("POST", "/2020-01-01/extension/register", { "Lambda-Extension-Name": "watcher" }, { events: ["INVOKE"] });
    const me = { "Lambda-Extension-Identifier": registered.headers.get("lambda-extension-identifier") };
    await ask("PUT", "/2022-07-01/telemetry", me, {
      schemaVersion: "2022-12-13",
      destination: { protocol: "HTTP", URI: "http://sandbox.localdomain:" + server.address().port },
      types: ["platform", "function"],
      buffering: { timeoutMs: 25 },
    });
    for (;;) {
      const event = await (await ask("GET", "/2020-01-01/extension/event/next", me)).json();
      console.log("event", event.eventType, event.requestId);
    }
  });`;

it("an extension in a layer hears of invocations, and what the function writes, but not what it writes itself", async () => {
  const content = zipSync({
    "extensions/watcher": [strToU8(EXTENSION), { os: 3, attrs: 0o100_755 << 16 }],
    "watcher.mjs": strToU8(WATCHER),
  });
  const LayerName = uniqueName("layer");
  const layer = await lambda
    .client()
    .send(new PublishLayerVersionCommand({ LayerName, Content: { ZipFile: content } }));
  const { invoke } = await lambda.createFunction(
    'export const handler = async () => { console.log("hello"); return "done"; };',
    { Layers: [layer.LayerVersionArn ?? ""] },
  );
  let log = "";
  const run = async (): Promise<string> => {
    const answer = await invoke({}, { LogType: "Tail" });
    expect(answer.payload).toBe("done");
    return (log += answer.log);
  };
  expect(await run()).toMatch(/^EXTENSION\tName: watcher\tState: Ready\tEvents: \[INVOKE\]$/m);
  expect(log).toMatch(/^TELEMETRY\tName: watcher\tState: Subscribed\tTypes: \[platform, function\]$/m);
  // It is told of an invocation when that is over, and its environment may sleep by then.
  await expect.poll(run).toMatch(/^told platform\.report [-0-9a-f]{36}$/m);
  expect(log).toMatch(/^event INVOKE [-0-9a-f]{36}$/m);
  expect(log).toMatch(/^told platform\.initStart/m);
  expect(log).toMatch(/^told function .*hello$/m);
  expect(log).not.toMatch(/^told .*(?:told|event)/m);
});
