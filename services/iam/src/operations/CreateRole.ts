import type { CreateRoleResponse } from "@aws-sdk/client-iam";
import type { Role } from "@skylab/identity";
import { alreadyExists } from "../domain/errors.ts";
import { newId } from "../domain/ids.ts";
import { describeBoundary } from "../domain/holder.ts";
import { DEFAULT_SESSION_SECONDS, describeRole } from "../domain/role.ts";
import { anyCase, describeAnyTags, newTags } from "../domain/tags.ts";
import { checkTrustPolicy } from "../domain/trust-policy.ts";
import type { Operation } from "../operation.ts";
import { changeBoundary } from "../store/attachments.ts";
import { findRole, putRole } from "../store/roles.ts";
import { newTrustPolicy } from "../store/trust-policies.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const CreateRole: Operation<"CreateRole"> = async (input, call, store): Promise<CreateRoleResponse> => {
  const { RoleName: name, Path: path = "/", AssumeRolePolicyDocument: document, Description: description } = input;
  const { MaxSessionDuration: maxSessionDuration = DEFAULT_SESSION_SECONDS, PermissionsBoundary: boundary } = input;
  checkTrustPolicy(document);
  const { account } = call.caller;
  const created = {
    name,
    path,
    id: newId("AROA", call.ids),
    createdAt: call.clock.now(),
    ...(description === undefined ? {} : { description }),
    maxSessionDuration,
    tags: newTags(input.Tags, anyCase),
    attachedPolicies: [],
    inlinePolicies: {},
    instanceProfiles: [],
  };
  return store.change(account, async (rows) => {
    if ((await findRole(rows, name)) !== undefined) throw alreadyExists(`Role with name ${name} already exists.`);
    const unbounded: Role = { ...created, ...(await newTrustPolicy(rows, account, document)) };
    const next = boundary === undefined ? undefined : { account, arn: boundary };
    await changeBoundary(rows, { kind: "role", holder: unbounded }, next);
    const role: Role = boundary === undefined ? unbounded : { ...unbounded, permissionsBoundary: boundary };
    putRole(rows, role);
    return {
      Role: { ...describeRole(account, role, document), ...describeBoundary(role), ...describeAnyTags(role.tags) },
    };
  });
};
