import { expect, test } from "vitest";
import { managedPolicies, managedPolicy } from "./managed-policies.ts";

test("a policy is found by its ARN, with AWS's id, dates and document", () => {
  expect(managedPolicy("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")).toEqual({
    arn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
    name: "AWSLambdaBasicExecutionRole",
    path: "/service-role/",
    id: "ANPAJNCQGXC42545SKXIK",
    description: "Provides write permissions to CloudWatch Logs.",
    createdAt: Date.UTC(2015, 3, 9, 15, 3, 43),
    updatedAt: Date.UTC(2015, 3, 9, 15, 3, 43),
    defaultVersion: "v1",
    document: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:PutLogEvents"
      ],
      "Resource": "*"
    }
  ]
}`,
  });
});

test("a policy that AWS does not have is not found", () => {
  expect(managedPolicy("arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole")).toBeUndefined();
  expect(managedPolicy("arn:aws:iam::aws:policy/")).toBeUndefined();
});

test("a policy without a known id has one that never changes", () => {
  const arn = "arn:aws:iam::aws:policy/AWSLambda_FullAccess";
  expect(managedPolicy(arn)?.id).toMatch(/^ANPAZKAPJZG4[A-Z2-7]{9}$/);
  expect(managedPolicy(arn)?.id).toBe(managedPolicy(arn)?.id);
});

test("all policies are whole, each is there once, and they are ordered by name", () => {
  const policies = managedPolicies();
  const names = policies.map(({ name }) => name);
  expect(policies.length).toBeGreaterThan(1500);
  expect(names).toEqual([...new Set(names)].toSorted());
  expect(new Set(policies.map(({ id }) => id)).size).toBe(policies.length);
  for (const policy of policies) {
    expect(policy.arn).toBe(`arn:aws:iam::aws:policy${policy.path}${policy.name}`);
    expect(policy.createdAt).toBeLessThanOrEqual(policy.updatedAt);
    expect(policy.defaultVersion).toMatch(/^v\d+$/);
    expect(policy.description).not.toBe("");
    expect(JSON.parse(policy.document)).toHaveProperty("Statement");
  }
});

test.each([
  "AdministratorAccess",
  "PowerUserAccess",
  "ReadOnlyAccess",
  "SecurityAudit",
  "job-function/ViewOnlyAccess",
  "AmazonSQSFullAccess",
  "AmazonSNSReadOnlyAccess",
  "AmazonS3FullAccess",
  "AmazonDynamoDBFullAccess_v2",
  "service-role/AWSLambdaSQSQueueExecutionRole",
  "service-role/AmazonAPIGatewayPushToCloudWatchLogs",
  "service-role/AmazonECSTaskExecutionRolePolicy",
  "aws-service-role/APIGatewayServiceRolePolicy",
])("%s is there", (pathAndName) => {
  expect(managedPolicy(`arn:aws:iam::aws:policy/${pathAndName}`)).toBeDefined();
});
