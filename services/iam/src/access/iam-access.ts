import type { Context } from "@skylab/auth";
import { loadModel, type Values } from "@skylab/protocol";
import { type Access, type Call, type Caller, type Permission, tagContext } from "@skylab/service";
import { invalidClientToken } from "../domain/errors.ts";
import { type NewTags, requestedTags } from "../domain/tags.ts";
import type { IamOperations } from "../operation.ts";
import { OF_OPERATION, type Named, NAMED_BY, roleOf } from "./iam-resources.ts";
import type { IamStore } from "../store/store.ts";

/** Who puts a role into an instance profile hands it to whatever runs there. */
const ALSO: Readonly<Record<string, (input: Values, call: Call, store: IamStore) => Promise<readonly Permission[]>>> = {
  AddRoleToInstanceProfile: async (input, call, store) => [
    {
      action: "iam:PassRole",
      resource: (await roleOf(input, call, store)).arn,
      context: () => ({ "iam:PassedToService": "ec2.amazonaws.com" }),
    },
  ],
};

type Find = (input: Values, call: Call, store: IamStore) => Promise<Named>;

const onNothing: Find = () => Promise.resolve({ arn: "*" });

/**
 * What IAM decides its operations by: `iam:<operation>` on what the input names. An operation whose input names nothing
 * is on `*`. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export const iamAccess = accessOf() as {
  readonly [Name in keyof IamOperations]: Access<IamOperations[Name]["input"], IamStore>;
}; // as: an entry is made for each operation of the model, of which the types are made, too.

function accessOf(): Readonly<Record<string, Access<Values, IamStore>>> {
  const { operations, shapes } = loadModel("iam");
  const entries = Object.values(operations).map(({ name, input }) => {
    const shape = shapes[input];
    const members = shape?.type === "structure" ? Object.keys(shape.members) : [];
    return [name, accessTo(name, members)] as const;
  });
  return Object.fromEntries(entries);
}

function accessTo(operation: string, members: readonly string[]): Access<Values, IamStore> {
  const find: Find = OF_OPERATION[operation] ?? NAMED_BY.find(([member]) => members.includes(member))?.[1] ?? onNothing;
  const also = ALSO[operation];
  return {
    action: `iam:${operation}`,
    on: async (input, call, store) => {
      if (!mayUseIam(call.caller)) throw invalidClientToken();
      const named = await find(input, call, store);
      return { resource: named.arn, context: () => contextOf(input, named) };
    },
    ...(also && { also }),
  };
}

/**
 * Of temporary credentials IAM takes those of roles, and a user's own where a second factor stood behind them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html
 */
const mayUseIam = ({ session }: Caller): boolean => session === undefined || session.of.kind === "role" || session.mfa;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html */
function contextOf(input: Values, { boundary, tags = {} }: Named): Context {
  const { AWSServiceName: service, PermissionsBoundary: newBoundary, PolicyArn: policy } = input;
  const set = typeof newBoundary === "string" ? newBoundary : boundary;
  return {
    ...tagContext({ of: tags, set: requestedTags(tagsIn(input["Tags"])), named: keysOf(input["TagKeys"]) }),
    ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`iam:ResourceTag/${key}`, value])),
    ...(set !== undefined && { "iam:PermissionsBoundary": set }),
    ...(typeof policy === "string" && { "iam:PolicyARN": policy }),
    ...(typeof service === "string" && { "iam:AWSServiceName": service }),
  };
}

const tagsIn = (tags: unknown): NewTags => (tags ?? []) as NewTags; // as: the model says so of the member.

const keysOf = (keys: unknown): readonly string[] => (keys ?? []) as readonly string[]; // as: likewise.
