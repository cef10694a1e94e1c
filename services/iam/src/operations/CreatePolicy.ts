import type { CreatePolicyResponse } from "@aws-sdk/client-iam";
import type { ManagedPolicy } from "@skylab/identity";
import { iamArn } from "../domain/arns.ts";
import { alreadyExists } from "../domain/errors.ts";
import { newId } from "../domain/ids.ts";
import { describePolicy } from "../domain/policy.ts";
import { checkManagedPolicy } from "../domain/policy-document.ts";
import { describeAnyTags, exactCase, newTags } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { findPolicyByName, putPolicy } from "../store/policies.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export const CreatePolicy: Operation<"CreatePolicy"> = async (input, call, store): Promise<CreatePolicyResponse> => {
  const { PolicyName: name, Path: path = "/", PolicyDocument: document, Description: description } = input;
  checkManagedPolicy(document);
  const now = call.clock.now();
  const policy: ManagedPolicy = {
    name,
    path,
    id: newId("ANPA", call.ids),
    createdAt: now,
    updatedAt: now,
    ...(description === undefined ? {} : { description }),
    tags: newTags(input.Tags, exactCase),
    defaultVersion: "v1",
    versions: [{ id: "v1", document, createdAt: now }],
    lastVersion: 1,
  };
  const { account } = call.caller;
  await store.change(account, async (rows) => {
    if ((await findPolicyByName(rows, name)) !== undefined) {
      throw alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
    }
    putPolicy(rows, policy);
  });
  const known = { ...policy, arn: iamArn(account, "policy", policy) };
  return { Policy: { ...describePolicy(known, { attachments: 0, boundaries: 0 }), ...describeAnyTags(policy.tags) } };
};
