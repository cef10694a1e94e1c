import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const MAIN = fileURLToPath(import.meta.resolve("@skylab/gateway/main"));

it("the gateway's process says when it is ready, refuses what has no replica, and ends cleanly", async () => {
  const env = {
    SKYLAB_PORT: "0",
    SKYLAB_SERVICES: "sqs",
    SKYLAB_INTERNAL_SECRET: "secret",
    SKYLAB_SERVICE_HOSTS: "sqs=127.0.0.1:1",
    SKYLAB_LOG_LEVEL: "warn",
  };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  while (!output.includes("Ready.\n")) output += String(await once(child.stdout, "data"));
  const port = /^Skylab \S+ forwards sqs at port (\d+)\nReady\.\n$/.exec(output)?.[1];
  const response = await fetch(`http://127.0.0.1:${port}/000000000000/orders`, { method: "POST" });
  expect(response.status).toBe(503);
  child.kill("SIGTERM");
  expect(await once(child, "close")).toEqual([0, null]);
});
