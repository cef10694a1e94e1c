import { describe, expect, test } from "vitest";
import { validationError } from "../errors.ts";
import { refuseKeyFilter, refuseKeyUpdate, refuseNestedKeys } from "./key-refusals.ts";
import { checkParameters, type ExpressionOperation } from "./parameters.ts";

const mixed = (others: string, expressions: string): string =>
  "Can not use both expression and non-expression parameters in the same request: " +
  `Non-expression parameters: {${others}} Expression parameters: {${expressions}}`;
const NO_FILTER = "ConditionalOperator cannot be used without Filter or Expected";
const ONE_FILTER = "ConditionalOperator can only be used when Filter or Expected has two or more elements";
const NO_EXPRESSION = "can only be specified when using expressions";

describe("parameters that do not go together are refused in AWS's words", () => {
  test.each<[ExpressionOperation, object, string]>([
    ["GetItem", { AttributesToGet: [], ProjectionExpression: "" }, mixed("AttributesToGet", "ProjectionExpression")],
    ["PutItem", { Expected: {}, ConditionExpression: "a" }, mixed("Expected", "ConditionExpression")],
    [
      "UpdateItem",
      { Expected: {}, AttributeUpdates: {}, ConditionalOperator: "OR", ConditionExpression: "", UpdateExpression: "" },
      mixed("AttributeUpdates, Expected, ConditionalOperator", "UpdateExpression, ConditionExpression"),
    ],
    [
      "Query",
      {
        KeyConditions: {},
        QueryFilter: {},
        ConditionalOperator: "AND",
        KeyConditionExpression: "",
        FilterExpression: "",
        ProjectionExpression: "",
      },
      mixed(
        "QueryFilter, ConditionalOperator, KeyConditions",
        "ProjectionExpression, FilterExpression, KeyConditionExpression",
      ),
    ],
    ["Scan", { ConditionalOperator: "AND", FilterExpression: "a" }, mixed("ConditionalOperator", "FilterExpression")],
    ["Scan", { ConditionalOperator: "AND" }, NO_FILTER],
    ["Scan", { ConditionalOperator: "AND", ScanFilter: {} }, NO_FILTER],
    ["Query", { ConditionalOperator: "AND", KeyConditions: {}, QueryFilter: { a: {} } }, ONE_FILTER],
    ["PutItem", { ConditionalOperator: "OR", Expected: { a: {} } }, ONE_FILTER],
    ["GetItem", { ExpressionAttributeNames: {} }, `ExpressionAttributeNames ${NO_EXPRESSION}`],
    ["PutItem", { ExpressionAttributeValues: {} }, `ExpressionAttributeValues ${NO_EXPRESSION}`],
    [
      "Scan",
      { ExpressionAttributeValues: {}, ProjectionExpression: "a" },
      `ExpressionAttributeValues ${NO_EXPRESSION}: FilterExpression is null`,
    ],
    [
      "Query",
      { ExpressionAttributeValues: {} },
      `ExpressionAttributeValues ${NO_EXPRESSION}: FilterExpression and KeyConditionExpression are null`,
    ],
  ])("%s %j", (operation, input, message) => {
    expect(() => {
      checkParameters(operation, input);
    }).toThrow(validationError(message));
  });

  test.each<[ExpressionOperation, object]>([
    ["GetItem", { ProjectionExpression: "a", ExpressionAttributeNames: {} }],
    ["Query", { KeyConditions: {}, FilterExpression: "a", ExpressionAttributeValues: {} }],
    ["Scan", { ConditionalOperator: "OR", ScanFilter: { a: {}, b: {} }, AttributesToGet: [] }],
    ["UpdateItem", {}],
  ])("%s %j is accepted", (operation, input) => {
    expect(() => {
      checkParameters(operation, input);
    }).not.toThrow();
  });
});

test("attributes of keys are refused where AWS refuses them", () => {
  expect(() => {
    refuseKeyUpdate([["a"], ["sk"], ["pk", "x"]], ["pk", "sk"]);
  }).toThrow(
    "One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key",
  );
  expect(() => {
    refuseNestedKeys([["a", "b"], ["pk"], ["sk", 0]], ["pk", "sk"], "IndexKey");
  }).toThrow(
    "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: sk",
  );
  expect(() => {
    refuseKeyFilter([["a"], ["pk"]], ["pk"]);
  }).toThrow("Filter Expression can only contain non-primary key attributes: Primary key attribute: pk");
  expect(() => {
    refuseKeyUpdate([["a", "pk"]], ["pk"]);
    refuseNestedKeys([["a", "pk"], ["pk"]], ["pk"]);
    refuseKeyFilter([["a", "pk"]], ["pk"], "QueryFilter");
  }).not.toThrow();
});
