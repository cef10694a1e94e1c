import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const MAIN = fileURLToPath(import.meta.resolve("@skylab/sqs/main"));

/** Nobody listens on port 1. */
const ENVIRONMENT = {
  SKYLAB_PORT: "0",
  SKYLAB_INTERNAL_SECRET: "secret",
  SKYLAB_ENCRYPTION_KEY: "sixteen characters",
  REDIS_URL: "redis://127.0.0.1:1",
  RABBITMQ_URL: "amqp://127.0.0.1:1",
};

/** The container's entry as a process; `lines` is what it has written so far. */
function start(env: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], { env, stdio: ["ignore", "pipe", "pipe"] });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return { child, output: () => Buffer.concat(chunks).toString() };
}

describe("the container of SQS", () => {
  it.each([
    ["SKYLAB_INTERNAL_SECRET", "SKYLAB_INTERNAL_SECRET must be set where services are containers of their own.\n"],
    ["SKYLAB_ENCRYPTION_KEY", "SKYLAB_ENCRYPTION_KEY must be set where services are containers of their own.\n"],
    ["REDIS_URL", "REDIS_URL must be set where services are containers of their own.\n"],
    ["RABBITMQ_URL", "RABBITMQ_URL must be set where services are containers of their own.\n"],
  ])("does not start without %s, and says so", async (name, sentence) => {
    const { child, output } = start({ ...ENVIRONMENT, [name]: "", SKYLAB_LOG_LEVEL: "error" });
    const [code] = await once(child, "close");
    expect({ code, output: output() }).toEqual({ code: 1, output: sentence });
  });

  it("waits for its engines, tells for which, and ends cleanly meanwhile", async () => {
    const { child, output } = start({ ...ENVIRONMENT, SKYLAB_SERVICES: "sqs,sns" });
    await expect.poll(output).toContain('"engine":"redis","msg":"looking for an engine"');
    child.kill("SIGTERM");
    const [code] = await once(child, "close");
    expect(code).toBe(0);
    expect(output()).not.toContain("Ready.");
  });
});
