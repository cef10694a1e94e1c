import { expect, it } from "vitest";
import { parseQueuePolicy } from "./queue-policy.ts";

const statement = { Effect: "Allow", Principal: "*", Action: "SQS:SendMessage", Resource: "*" };
const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

it("one statement needs no list", () => {
  expect(parseQueuePolicy(JSON.stringify({ Statement: statement })).Statement).toEqual([statement]);
});

it.each([
  "x",
  "{}",
  policy(),
  policy({ ...statement, Effect: "Maybe" }),
  policy({ ...statement, Extra: 1 }),
  policy({ Effect: "Allow", Action: "SQS:SendMessage", Resource: "*" }),
  JSON.stringify({ Version: "2013-01-01", Statement: [statement] }),
])("%s is no policy", (text) => {
  expect(() => parseQueuePolicy(text)).toThrow("Invalid value for the parameter Policy.");
});

it.each([
  [
    policy(...Array.from({ length: 21 }, () => statement)),
    "21 statements were found in the submitted policy, max allowed is 20",
  ],
  [
    policy({ ...statement, Action: Array.from({ length: 8 }, (_, index) => `SQS:${index}`) }),
    "8 actions were found in a statement from the submitted policy, max allowed is 7",
  ],
  [policy({ ...statement, Sid: "x".repeat(8192) }), "Submitted policy is over max allowed size."],
])("a policy has its limits, case %#", (text, message) => {
  expect(() => parseQueuePolicy(text)).toThrow(expect.objectContaining({ code: "OverLimit", message }));
});
