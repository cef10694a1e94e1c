import { createCodec, loadModel } from "@skylab/protocol";
import { describe, expect, it } from "vitest";
import { wordViolations } from "./dynamodb-violations.ts";

const model = loadModel("dynamodb");
const codec = createCodec(model);

function words(name: string, input: Record<string, unknown>): string {
  const operation = model.operations[name];
  if (operation === undefined) throw new Error(`No operation ${name}`);
  return wordViolations(model)(codec.validate(operation, input), operation).message;
}

describe("what breaks DynamoDB's model", () => {
  it("is told of a table's name first, and in other words", () => {
    expect(words("CreateTable", { ProvisionedThroughput: {} })).toBe(
      "The parameter 'TableName' is required but was not present in the request",
    );
  });

  it("is told in the usual words", () => {
    expect(words("ListTables", { Limit: 101 })).toBe(
      "1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 100",
    );
  });

  it("is told ten times at most", () => {
    const told = words("CreateTable", {
      TableName: "abc",
      GlobalSecondaryIndexes: Array.from({ length: 9 }, () => ({})),
    });
    expect(told).toMatch(/^10 validation errors detected: /);
    expect(told.split("; ")).toHaveLength(10);
  });
});
