import { createCodec, loadModel } from "@skylab/protocol";
import { expect, test } from "vitest";
import { wordStreamViolations } from "./streams-violations.ts";

const model = loadModel("dynamodb-streams");

function refusalOf(name: string, input: Record<string, unknown>): string {
  const operation = model.operations[name];
  if (operation === undefined) throw new Error(`There is no operation ${name}.`);
  const violations = createCodec(model).validate(operation, input);
  return wordStreamViolations(model)(violations, operation).message;
}

test("a stream's ARN that is too short is no ARN, as AWS says", () => {
  expect(refusalOf("DescribeStream", { StreamArn: "fake-stream" })).toBe("Invalid StreamArn");
  expect(refusalOf("ListStreams", { ExclusiveStartStreamArn: "fake-stream" })).toBe("Invalid StreamArn");
});

test("other members are refused as the model has them", () => {
  expect(refusalOf("GetRecords", { ShardIterator: "i", Limit: 0 })).toBe(
    "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
  );
});
