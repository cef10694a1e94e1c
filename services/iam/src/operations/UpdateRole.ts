import { protectedRole } from "../domain/errors.ts";
import type { Operation } from "../operation.ts";
import { putRole, requireRole } from "../store/roles.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html */
export const UpdateRole: Operation<"UpdateRole"> = async (input, call, store): Promise<Record<string, never>> => {
  await store.change(call.caller.account, async (rows) => {
    const role = await requireRole(rows, input.RoleName);
    const { Description: description = role.description, MaxSessionDuration: seconds } = input;
    // A service's own role may be described anew, but not changed.
    if (role.serviceLinkedTo !== undefined && seconds !== undefined) throw protectedRole(role.name);
    putRole(rows, {
      ...role,
      ...(description === undefined ? {} : { description }),
      maxSessionDuration: seconds ?? role.maxSessionDuration,
    });
  });
  return {};
};
