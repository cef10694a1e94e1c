import { expect, it } from "vitest";
import { sns } from "./service.ts";
import { useSns } from "./testing/use-sns.ts";

const test = useSns();

it("every operation of the model stands in the table, and what IAM decides it by", () => {
  const { model, operations, access } = sns(test().engines);
  const names = Object.keys(model.operations).toSorted();
  expect(Object.keys(operations).toSorted()).toEqual(names);
  expect(Object.keys(access).toSorted()).toEqual(names);
});
