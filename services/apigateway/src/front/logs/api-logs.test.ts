import { randomIds, systemClock } from "@skylab/aws";
import type { ServiceClient } from "@skylab/service";
import { expect, it } from "vitest";
import { openApiLogs } from "./api-logs.ts";

const PLACE = { account: "111122223333", region: "us-east-1" };
const MEGABYTE = "x".repeat(1_000_000);
const line = (message: string, account = PLACE.account) => ({
  place: { ...PLACE, account },
  destinationArn: `arn:aws:logs:us-east-1:${account}:log-group:orders`,
  timestamp: Date.now(),
  message,
});

/** Logs of APIs, whose role is known when the test says so; with how often it was asked for, what arrived, and what was told. */
function slowLogs() {
  const asked: ((roleArn: string | undefined) => void)[] = [];
  const failing: ((error: Error) => void)[] = [];
  const arrived: string[] = [];
  const told: object[] = [];
  const call: ServiceClient = async ({ input }) => {
    // as: what `write` was given.
    for (const { message } of (input["logEvents"] ?? []) as { readonly message: string }[]) arrived.push(message);
    return {};
  };
  const logs = openApiLogs({
    call,
    clock: systemClock,
    ids: randomIds,
    auth: "open",
    log: { warn: (fields: object) => void told.push(fields) } as never, // as: only `warn` with fields is called.
    roleOf: () =>
      new Promise((resolve, reject) => {
        asked.push(resolve);
        failing.push(reject);
      }),
  });
  return { logs, asked, failing, arrived, told };
}

it("lines wait together until it is known as whom they are written, and arrive in their order", async () => {
  const { arrived, asked, logs } = slowLogs();
  for (const message of ["one", "two", "three"]) logs.access(line(message));
  logs.access(line("other", "444455556666"));
  expect(asked).toHaveLength(2);
  asked[0]?.(undefined);
  asked[1]?.(undefined);
  await logs.flush();
  expect(arrived.filter((message) => message !== "other")).toEqual(["one", "two", "three"]);
  expect(arrived).toContain("other");
});

it("what does not fit is lost, and the log tells how much", async () => {
  const { arrived, asked, logs, told } = slowLogs();
  for (let index = 0; index < 40; index += 1) logs.access(line(MEGABYTE));
  asked[0]?.(undefined);
  await logs.flush();
  expect(arrived.length).toBeGreaterThan(5);
  expect(told).toEqual([expect.objectContaining({ lines: 40 - arrived.length })]);
  // There is room again.
  logs.access(line("later"));
  await logs.flush();
  expect(arrived).toContain("later");
});

it("where it cannot be known they are lost, and those that come later are not", async () => {
  const { arrived, asked, failing, logs, told } = slowLogs();
  logs.access(line("lost"));
  logs.access(line("lost"));
  failing[0]?.(new Error("The records do not answer."));
  await logs.flush();
  expect(told).toEqual([expect.objectContaining({ lines: 2, err: expect.any(Error) })]);
  expect(arrived).toEqual([]);
  logs.access(line("seen"));
  asked[1]?.(undefined);
  await logs.flush();
  expect(arrived).toEqual(["seen"]);
});
