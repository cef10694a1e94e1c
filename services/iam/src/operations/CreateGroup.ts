import type { CreateGroupResponse } from "@aws-sdk/client-iam";
import type { Group } from "@skylab/identity";
import { alreadyExists } from "../domain/errors.ts";
import { describeGroup } from "../domain/group.ts";
import { newId } from "../domain/ids.ts";
import type { Operation } from "../operation.ts";
import { findGroup, putGroup } from "../store/groups.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html */
export const CreateGroup: Operation<"CreateGroup"> = async (input, call, store): Promise<CreateGroupResponse> => {
  const { GroupName: name, Path: path = "/" } = input;
  const group: Group = {
    name,
    path,
    id: newId("AGPA", call.ids),
    createdAt: call.clock.now(),
    attachedPolicies: [],
    inlinePolicies: {},
  };
  await store.change(call.caller.account, async (rows) => {
    if (await findGroup(rows, name)) throw alreadyExists(`Group with name ${name} already exists.`);
    putGroup(rows, group);
  });
  return { Group: describeGroup(call.caller.account, group) };
};
