import { expect, it } from "vitest";
import { describeError } from "./log.ts";

/** As clients of engines and of HTTP make them: what was sent hangs on. */
const laden = (): Error =>
  Object.assign(new Error("READONLY"), {
    code: "EREADONLY",
    command: { name: "set", args: ["orders", "a customer's order"] },
    headers: { authorization: "Bearer order" },
    body: Buffer.from("order"),
  });

it("of an error the log tells what it says, and nothing of what hangs on it", () => {
  const told = describeError(laden());
  expect(told).toMatchObject({ type: "Error", message: "READONLY", code: "EREADONLY" });
  expect(told).toHaveProperty("stack", expect.stringContaining("log.test"));
  expect(JSON.stringify(told)).not.toContain("order");
});

it("nor of its causes, whose words it tells", () => {
  const told = JSON.stringify(describeError(new Error("Redis does not answer", { cause: laden() })));
  expect(told).toContain("Redis does not answer: READONLY");
  expect(told).not.toContain("order");
  const several = describeError(new AggregateError([laden(), new Error("ECONNREFUSED 127.0.0.1:1")], "nowhere"));
  expect(several).toMatchObject({ message: "nowhere", errors: ["READONLY", "ECONNREFUSED 127.0.0.1:1"] });
});

it("what is no error is told by its kind", () => {
  expect(describeError("gone")).toBe("gone");
  expect(describeError({ body: "order" })).toBe("[object Object]");
});
