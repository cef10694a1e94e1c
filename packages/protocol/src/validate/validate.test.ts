import { describe, expect, it } from "vitest";
import { loadModel, MODEL_NAMES, type ModelName } from "../models.ts";
import type { Values } from "../wire.ts";
import { createValidator, violationsError } from "./index.ts";
import { compilePattern } from "./pattern.ts";

/** The whole refusal of an input. */
function refusalOf(name: ModelName, operationName: string, input: Values): string {
  const model = loadModel(name);
  const operation = model.operations[operationName];
  if (operation === undefined) throw new Error(`No operation ${operationName}.`);
  const { code, message } = violationsError(createValidator(model)(operation.input, input), model, operation);
  return `${code}: ${message}`;
}

describe("a broken constraint is told in AWS's words", () => {
  it.each<[ModelName, string, { readonly input: Values; readonly refusal: string }]>([
    [
      "lambda",
      "DeleteFunction",
      {
        input: { FunctionName: "f", Qualifier: "a".repeat(129) },
        refusal: `ValidationException: 1 validation error detected: Value '${"a".repeat(129)}' at 'qualifier' failed to satisfy constraint: Member must have length less than or equal to 128`,
      },
    ],
    [
      "kms",
      "GenerateRandom",
      {
        input: { NumberOfBytes: 0 },
        refusal:
          "ValidationException: 1 validation error detected: Value '0' at 'numberOfBytes' failed to satisfy constraint: Member must have value greater than or equal to 1",
      },
    ],
    [
      "kms",
      "TagResource",
      {
        input: { KeyId: "k", Tags: [{ TagKey: "a".repeat(129), TagValue: "v" }] },
        refusal: `ValidationException: 1 validation error detected: Value '${"a".repeat(129)}' at 'tags.1.member.tagKey' failed to satisfy constraint: Member must have length less than or equal to 128`,
      },
    ],
    [
      "kms",
      "Encrypt",
      {
        input: { KeyId: "k", Plaintext: Buffer.alloc(4097) },
        refusal:
          "ValidationException: 1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096",
      },
    ],
    [
      "events",
      "PutTargets",
      {
        input: { Rule: "r", Targets: [{ Id: "!@#$@!#$", Arn: "a" }] },
        refusal:
          "ValidationException: 1 validation error detected: Value '!@#$@!#$' at 'targets.1.member.id' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+",
      },
    ],
    [
      "sns",
      "Publish",
      {
        input: { Message: "m", MessageAttributes: { attr1: {} } },
        refusal:
          "ValidationError: 1 validation error detected: Value null at 'messageAttributes.attr1.member.dataType' failed to satisfy constraint: Member must not be null",
      },
    ],
    [
      "lambda",
      "PutFunctionRecursionConfig",
      {
        input: { FunctionName: "f", RecursiveLoop: "InvalidValue" },
        refusal:
          "ValidationException: 1 validation error detected: Value 'InvalidValue' at 'recursiveLoop' failed to satisfy constraint: Member must satisfy enum value set: [Allow, Terminate]",
      },
    ],
    [
      "lambda",
      "UpdateFunctionConfiguration",
      {
        input: { FunctionName: "f", VpcConfig: { SecurityGroupIds: ["x1"] } },
        refusal:
          "ValidationException: 1 validation error detected: Value '[x1]' at 'vpcConfig.securityGroupIds' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 0, Member must satisfy regular expression pattern: sg-[0-9a-zA-Z]*]",
      },
    ],
    [
      "lambda",
      "CreateAlias",
      {
        input: {
          FunctionName: "f",
          Name: "a",
          FunctionVersion: "1",
          RoutingConfig: { AdditionalVersionWeights: { "2": -1 } },
        },
        refusal:
          "ValidationException: 1 validation error detected: Value '{2=-1.0}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]",
      },
    ],
    [
      "logs",
      "PutMetricFilter",
      {
        input: {
          logGroupName: "g",
          filterName: "f",
          filterPattern: "",
          metricTransformations: ["1", "2"].map((number) => ({
            metricName: `metric${number}`,
            metricNamespace: `namespace${number}`,
            metricValue: "1",
          })),
        },
        refusal:
          "InvalidParameterException: 1 validation error detected: Value '[MetricTransformation(metricName=metric1, metricNamespace=namespace1, metricValue=1, defaultValue=null, dimensions=null, unit=null), MetricTransformation(metricName=metric2, metricNamespace=namespace2, metricValue=1, defaultValue=null, dimensions=null, unit=null)]' at 'metricTransformations' failed to satisfy constraint: Member must have length less than or equal to 1",
      },
    ],
    [
      "dynamodb",
      "CreateTable",
      {
        input: { TableName: "a;", AttributeDefinitions: [{ AttributeName: "a" }], KeySchema: [] },
        refusal:
          "ValidationException: 2 validation errors detected: Value null at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: Member must not be null; Value '[]' at 'keySchema' failed to satisfy constraint: Member must have length greater than or equal to 1",
      },
    ],
  ])("by %s %s", (name, operation, { input, refusal }) => {
    expect(refusalOf(name, operation, input)).toBe(refusal);
  });
});

describe("a validator", () => {
  it("tells no more than ten, however many there are", () => {
    const Tags = Array.from({ length: 100_000 }, () => ({}));
    const validate = createValidator(loadModel("kms"));
    expect(validate("TagResourceRequest", { KeyId: "k", Tags })).toHaveLength(10);
  });

  it("names the place, the member and the constraint", () => {
    const [violation] = createValidator(loadModel("sqs"))("SendMessageBatchRequest", {
      QueueUrl: "q",
      Entries: [{ MessageBody: "b" }],
    });
    expect(violation).toEqual({
      path: "entries.1.member.id",
      member: "Id",
      value: undefined,
      shown: "Value null",
      constraint: "required",
      phrase: "Member must not be null",
    });
  });

  it("accepts empty values where the model does not forbid them", () => {
    expect(createValidator(loadModel("sqs"))("SendMessageRequest", { QueueUrl: "", MessageBody: "" })).toEqual([]);
  });

  it("follows shapes that contain themselves", () => {
    const validate = createValidator(loadModel("ssm"));
    const deep = { Aggregators: [{ Aggregators: [{ Aggregators: [{ Aggregators: [] }] }] }] };
    expect(validate("GetInventoryRequest", deep)).toMatchObject([
      { path: "aggregators.1.member.aggregators.1.member.aggregators.1.member.aggregators" },
    ]);
  });
});

describe("AWS's patterns", () => {
  const patterns = MODEL_NAMES.flatMap((name) =>
    Object.values(loadModel(name).shapes).flatMap((shape) =>
      "pattern" in shape && shape.pattern !== undefined ? [shape.pattern] : [],
    ),
  );

  it("all compile", () => {
    expect(patterns.length).toBeGreaterThan(400);
    for (const pattern of patterns) expect(compilePattern(pattern)).toBeInstanceOf(RegExp);
  });

  it("match whole values, ignore case where they say so, and know Java's classes", () => {
    expect(compilePattern("[a-z]+").test("ab1")).toBe(false);
    expect(compilePattern("(?i)all|[0-9]{12}").test("ALL")).toBe(true);
    expect(compilePattern("\\p{Print}+").test("a\t")).toBe(false);
  });

  it("that would take for ever on a hostile value have equals that do not", () => {
    const headerValue = compilePattern("^[ \\t]*[\\x20-\\x7E]+([ \\t]+[\\x20-\\x7E]+)*[ \\t]*$");
    expect(headerValue.test(`${" ".repeat(500)}\u0001`)).toBe(false);
    expect(headerValue.test("\ta \t b\t")).toBe(true);
    expect(headerValue.test("\t\t")).toBe(false);
    const headerName = compilePattern("^[ \\t]*[^\\x00-\\x1F:\\x7F]+([ \\t]+[^\\x00-\\x1F:\\x7F]+)*[ \\t]*$");
    expect(headerName.test(`${" ".repeat(500)}:`)).toBe(false);
    expect(headerName.test("a b")).toBe(true);
  });
});
