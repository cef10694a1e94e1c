import { expect, it } from "vitest";
import { s3 } from "./service.ts";
import { useS3 } from "./testing/use-s3.ts";

const test = useS3();

it("every operation of the model stands in the table, and what IAM decides it by", () => {
  const { model, operations, access } = s3(test().engines);
  const names = Object.keys(model.operations).toSorted();
  expect(Object.keys(operations).toSorted()).toEqual(names);
  expect(Object.keys(access).toSorted()).toEqual(names);
});
