import { describe, expect, test } from "vitest";
import { grantsService, readSubject, servicesNamedBy } from "./granted-services.ts";

const policy = (...statements: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });

describe("a policy grants a service", () => {
  test.each([
    ["by an action of it", { Action: "sqs:SendMessage" }, true],
    ["by one of several actions", { Action: ["s3:GetObject", "SQS:*"] }, true],
    ["by a wildcard for everything", { Action: "*" }, true],
    ["by a wildcard in the service", { Action: "s?s:Get*" }, true],
    ["not by an action of another", { Action: "sqsx:Get*" }, false],
    ["by leaving it out of what is not granted", { NotAction: "iam:*" }, true],
    ["not by excluding it", { NotAction: ["iam:*", "sqs:*"] }, false],
  ])("%s", (_case, actions, granted) => {
    expect(grantsService(policy({ Effect: "Allow", Resource: "*", ...actions }), "sqs")).toBe(granted);
  });

  test("not by denying it", () => {
    expect(grantsService(policy({ Effect: "Deny", Action: "sqs:*", Resource: "*" }), "sqs")).toBe(false);
  });

  test("by a statement that is no list", () => {
    expect(grantsService('{"Statement":{"Effect":"Allow","Action":"sqs:*","Resource":"*"}}', "sqs")).toBe(true);
  });
});

test("services are named by actions without wildcards in the service", () => {
  const document = policy(
    { Effect: "Allow", Action: ["EC2:Describe*", "s*:Get*", "*"], Resource: "*" },
    { Effect: "Deny", Action: "rds:*", Resource: "*" },
  );
  expect(servicesNamedBy(document)).toEqual(["ec2"]);
});

test("a subject is read from its ARN, with or without a path", () => {
  const arn = "arn:aws:iam::111122223333:role/team/red/runner";
  expect(readSubject(arn)).toEqual({ kind: "role", arn, name: "runner" });
  expect(readSubject("arn:aws:iam::111122223333:mfa/ada")).toBeUndefined();
  expect(readSubject("arn:aws:sqs:us-east-1:111122223333:user/ada")).toBeUndefined();
});
