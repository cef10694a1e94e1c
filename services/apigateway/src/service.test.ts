import { expect, it } from "vitest";
import { apigateway, apigatewaymanagementapi, apigatewayv2 } from "./service.ts";
import { useApigateway } from "./testing/use-apigateway.ts";

const test = useApigateway();

it("every operation of the models stands in its table, and what IAM decides it by", () => {
  for (const define of [apigateway, apigatewayv2, apigatewaymanagementapi]) {
    const { model, operations, access } = define(test().engines);
    const names = Object.keys(model.operations).toSorted();
    expect(Object.keys(operations).toSorted()).toEqual(names);
    expect(Object.keys(access).toSorted()).toEqual(names);
  }
});
