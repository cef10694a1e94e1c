// The role that functions of the benches work as.
import { createQueryClient } from "./client.mjs";

const ROLE = "lambda-bench";

/** @returns its ARN */
export async function newRole({ port }) {
  const iam = createQueryClient({ port, service: "iam", version: "2010-05-08" });
  const trust = policyOf({ Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });
  await iam.call("CreateRole", { RoleName: ROLE, AssumeRolePolicyDocument: trust });
  const may = policyOf({ Action: ["logs:*", "sqs:*"], Resource: "*" });
  await iam.call("PutRolePolicy", { RoleName: ROLE, PolicyName: "all", PolicyDocument: may });
  iam.close();
  return `arn:aws:iam::000000000000:role/${ROLE}`;
}

const policyOf = (statement) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
