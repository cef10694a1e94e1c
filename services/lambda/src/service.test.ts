import { expect, it } from "vitest";
import { lambda } from "./service.ts";
import { useLambda } from "./testing/use-lambda.ts";

const test = useLambda();

it("every operation of the model stands in the table, and what IAM decides it by", () => {
  const { model, operations, access } = lambda(test().engines);
  const names = Object.keys(model.operations).toSorted();
  expect(Object.keys(operations).toSorted()).toEqual(names);
  expect(Object.keys(access).toSorted()).toEqual(names);
});
