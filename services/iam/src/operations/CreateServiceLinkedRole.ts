import type { CreateServiceLinkedRoleResponse } from "@aws-sdk/client-iam";
import { managedPolicy, type Role } from "@skylab/identity";
import { invalidInput } from "../domain/errors.ts";
import { newId } from "../domain/ids.ts";
import { describeDescription } from "../domain/description.ts";
import { DEFAULT_SESSION_SECONDS, describeRole } from "../domain/role.ts";
import { serviceLinkedRole } from "../domain/service-linked-role.ts";
import type { Operation } from "../operation.ts";
import { attachToNewRole } from "../store/attachments.ts";
import { findRole } from "../store/roles.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html */
export const CreateServiceLinkedRole: Operation<"CreateServiceLinkedRole"> = async (
  input,
  call,
  store,
): Promise<CreateServiceLinkedRoleResponse> => {
  const { AWSServiceName: service, Description: description } = input;
  const { name, policy, trustPolicy } = serviceLinkedRole(service, input.CustomSuffix);
  const { account } = call.caller;
  const role: Role = {
    name,
    path: `/aws-service-role/${service}/`,
    id: newId("AROA", call.ids),
    createdAt: call.clock.now(),
    ...(description === undefined ? {} : { description }),
    assumeRolePolicy: trustPolicy,
    maxSessionDuration: DEFAULT_SESSION_SECONDS,
    tags: {},
    attachedPolicies: policy !== undefined && managedPolicy(policy) !== undefined ? [policy] : [],
    inlinePolicies: {},
    instanceProfiles: [],
    serviceLinkedTo: service,
  };
  await store.change(account, async (rows) => {
    if ((await findRole(rows, name)) !== undefined) {
      throw invalidInput(`Service role name ${name} has been taken in this account, please try a different suffix.`);
    }
    await attachToNewRole(rows, role);
  });
  return { Role: { ...describeRole(account, role, trustPolicy), ...describeDescription(role) } };
};
