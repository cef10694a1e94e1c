import type { Denial } from "@skylab/service";
import { expect, it } from "vitest";
import { iamDenied } from "./iam-denied.ts";

const denial = (action: string, resource: string): Denial => ({
  principal: { type: "AWS", account: "111122223333", arn: "arn:aws:iam::111122223333:user/ada", id: "AIDA" },
  action,
  resource,
  decision: { decision: "implicitDeny", by: "identity" },
  family: "query",
});

// As AWS answered people who told of it.
it.each([
  ["iam:GetUser", "arn:aws:iam::111122223333:user/dev/bob", "user bob"],
  ["iam:CreateAccessKey", "arn:aws:iam::111122223333:user/bob", "user bob"],
  ["iam:CreateUser", "arn:aws:iam::111122223333:user/dev/bob", "arn:aws:iam::111122223333:user/dev/bob"],
  ["iam:ListUsers", "arn:aws:iam::111122223333:user/", "arn:aws:iam::111122223333:user/"],
  ["iam:AddUserToGroup", "arn:aws:iam::111122223333:group/devs", "group devs"],
  ["iam:GetRole", "arn:aws:iam::111122223333:role/worker", "role worker"],
  ["iam:CreateRole", "arn:aws:iam::111122223333:role/worker", "arn:aws:iam::111122223333:role/worker"],
  ["iam:PassRole", "arn:aws:iam::111122223333:role/worker", "arn:aws:iam::111122223333:role/worker"],
  ["iam:GetInstanceProfile", "arn:aws:iam::111122223333:instance-profile/web", "instance profile web"],
  ["iam:CreatePolicy", "arn:aws:iam::111122223333:policy/read", "policy read"],
  ["iam:GetPolicy", "arn:aws:iam::111122223333:policy/read", "policy arn:aws:iam::111122223333:policy/read"],
  ["iam:CreatePolicyVersion", "arn:aws:iam::aws:policy/ReadOnly", "policy arn:aws:iam::aws:policy/ReadOnly"],
  ["iam:ListPolicies", "policy path /", "policy path /"],
  ["iam:GetAccountSummary", "*", "*"],
])("%s on %s is refused on %s", (action, resource, shown) => {
  expect(iamDenied(denial(action, resource))).toMatchObject({
    code: "AccessDenied",
    status: 403,
    message: `User: arn:aws:iam::111122223333:user/ada is not authorized to perform: ${action} on resource: ${shown} because no identity-based policy allows the ${action} action`,
  });
});
