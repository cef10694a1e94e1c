import { performer, refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { apigateway } from "../service.ts";
import { useApigateway } from "../testing/use-apigateway.ts";

const test = useApigateway();

it("broken constraints are told as AWS tells them: what is in the body by its whole path, and first", async () => {
  const perform = performer(apigateway(test().engines));
  const wrong: unknown = { types: ["wrong"], ipAddressType: "wrong" };
  const endpointConfiguration = wrong as object; // as: no client that knows the types asks so.
  expect(await refusal(perform("CreateRestApi", { name: "a", endpointConfiguration }))).toBe(
    "ValidationException: 2 validation errors detected: Value '[wrong]' at 'createRestApiInput.endpointConfiguration.types' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [PRIVATE, EDGE, REGIONAL]]; Value 'wrong' at 'createRestApiInput.endpointConfiguration.ipAddressType' failed to satisfy constraint: Member must satisfy enum value set: [ipv4, dualstack]",
  );
  const at = { restApiId: "a", resourceId: "b", httpMethod: "GET", statusCode: "wrong" };
  const operation: unknown = { op: "wrong_op", path: "/a" };
  const patchOperations = [operation as object]; // as: no client that knows the types asks so.
  expect(await refusal(perform("UpdateMethodResponse", { ...at, patchOperations }))).toBe(
    String.raw`ValidationException: 2 validation errors detected: Value 'wrong_op' at 'updateMethodResponseInput.patchOperations.1.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]; Value 'wrong' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\d\d`,
  );
});
