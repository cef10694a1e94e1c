import type { GetServiceLinkedRoleDeletionStatusResponse } from "@aws-sdk/client-iam";
import { noSuchEntity } from "../domain/errors.ts";
import type { Operation } from "../operation.ts";
import { wasRoleDeletion } from "../store/roles.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLinkedRoleDeletionStatus.html */
export const GetServiceLinkedRoleDeletionStatus: Operation<"GetServiceLinkedRoleDeletionStatus"> = async (
  input,
  call,
  store,
): Promise<GetServiceLinkedRoleDeletionStatusResponse> => {
  const { DeletionTaskId: task } = input;
  if (!(await wasRoleDeletion(store.of(call.caller.account), task))) {
    throw noSuchEntity(`The deletion task with id ${task} cannot be found.`);
  }
  // A role is gone by the time that its deletion is answered.
  return { Status: "SUCCEEDED" };
};
