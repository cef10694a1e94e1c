import type { DeleteServiceLinkedRoleResponse } from "@aws-sdk/client-iam";
import { noSuchEntity } from "../domain/errors.ts";
import type { Operation } from "../operation.ts";
import { detachFromRole } from "../store/attachments.ts";
import { noteRoleDeletion, removeRole, requireRole } from "../store/roles.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServiceLinkedRole.html */
export const DeleteServiceLinkedRole: Operation<"DeleteServiceLinkedRole"> = async (
  input,
  call,
  store,
): Promise<DeleteServiceLinkedRoleResponse> => {
  const task = call.ids.uuid();
  return store.change(call.caller.account, async (rows) => {
    const role = await requireRole(rows, input.RoleName);
    const { name, serviceLinkedTo: service } = role;
    if (service === undefined) throw noSuchEntity(`The role with name ${input.RoleName} cannot be found.`);
    await detachFromRole(rows, role);
    removeRole(rows, role);
    const DeletionTaskId = `task/aws-service-role/${service}/${name}/${task}`;
    noteRoleDeletion(rows, DeletionTaskId, call.clock.now());
    return { DeletionTaskId };
  });
};
