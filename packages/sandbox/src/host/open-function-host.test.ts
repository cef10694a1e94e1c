import { describe, expect, it } from "vitest";
import { useHost } from "../testing/use-host.ts";

const jsonOf = (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString());
const textOf = (base64: string): string => Buffer.from(base64, "base64").toString();

const ECHO = "export const handler = async (event) => event;";

describe("an invocation", () => {
  it("is answered with what the function returns", async () => {
    const { functionOf, invoke } = await useHost();
    const { payload, end } = await invoke(await functionOf(ECHO), { greeting: "hello" });
    expect(jsonOf(payload)).toEqual({ greeting: "hello" });
    expect(end.functionError).toBeUndefined();
  });

  it("is written to the log as AWS writes it, with the start of its environment in the first report", async () => {
    const { functionOf, invoke, messages } = await useHost();
    const version = await functionOf(`console.log("loaded"); ${ECHO}`);
    const { end } = await invoke(version, {}, { requestId: "11111111-2222-4333-8444-555555555555" });
    const id = "11111111-2222-4333-8444-555555555555";
    const lines = textOf(end.logTail).split("\n");
    expect(lines.slice(0, 3)).toEqual(["loaded", `START RequestId: ${id} Version: $LATEST`, `END RequestId: ${id}`]);
    expect(lines[3]).toMatch(
      /^REPORT RequestId: [-0-9a-f]+\tDuration: \d+\.\d\d ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: \d+\.\d\d ms\t$/,
    );
    await expect
      .poll(messages)
      .toMatch(
        /^INIT_START Runtime Version: nodejs:22\.v1\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}\n/,
      );
    const again = await invoke(version);
    expect(textOf(again.end.logTail)).not.toContain("Init Duration");
    expect(textOf(again.end.logTail)).not.toContain("loaded");
  });

  it("that is ended with its host has not failed: it was refused", async () => {
    const { functionOf, invoke, host, messages } = await useHost();
    const version = await functionOf(
      `export const handler = () => {
      console.log("begun");
      return new Promise(() => setTimeout(() => undefined, 100_000));
    };`,
      { timeoutSeconds: 100 },
    );
    const refused = expect(invoke(version)).rejects.toMatchObject({ reason: "Unavailable" });
    await expect.poll(messages).toContain("begun");
    await host.close();
    await refused;
  });
});
