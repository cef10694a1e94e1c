import { expect, it } from "vitest";
import { logs } from "./service.ts";
import { useLogs } from "./testing/use-logs.ts";

const test = useLogs();

it("every operation of the model stands in the table, and what IAM decides it by", () => {
  const { model, operations, access } = logs(test().engines);
  const names = Object.keys(model.operations).toSorted();
  expect(Object.keys(operations).toSorted()).toEqual(names);
  expect(Object.keys(access).toSorted()).toEqual(names);
});
