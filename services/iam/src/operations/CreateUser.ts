import type { CreateUserResponse } from "@aws-sdk/client-iam";
import type { User } from "@skylab/identity";
import { alreadyExists } from "../domain/errors.ts";
import { newId } from "../domain/ids.ts";
import { anyCase, newTags } from "../domain/tags.ts";
import { describeUserFully } from "../domain/user.ts";
import type { Operation } from "../operation.ts";
import { changeBoundary } from "../store/attachments.ts";
import { findUser, putUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
export const CreateUser: Operation<"CreateUser"> = async (input, call, store): Promise<CreateUserResponse> => {
  const { account } = call.caller;
  const { UserName: name, Path: path = "/", PermissionsBoundary: boundary } = input;
  const user: User = {
    name,
    path,
    id: newId("AIDA", call.ids),
    createdAt: call.clock.now(),
    attachedPolicies: [],
    inlinePolicies: {},
    tags: newTags(input.Tags, anyCase),
    groups: [],
    accessKeyIds: [],
  };
  return store.change(account, async (rows) => {
    if (await findUser(rows, name)) throw alreadyExists(`User with name ${name} already exists.`);
    if (boundary !== undefined) await changeBoundary(rows, { kind: "user", holder: user }, { account, arn: boundary });
    const created = boundary === undefined ? user : { ...user, permissionsBoundary: boundary };
    putUser(rows, created);
    return { User: describeUserFully(account, created) };
  });
};
