import { parseArn } from "@skylab/aws";
import type { AccessRule, Call, Permission, Target } from "@skylab/service";
import { readFunctionName } from "../domain/functions/function-name.ts";
import { readLayerVersionArn } from "../domain/layers/layer.ts";
import type { LambdaOperations } from "../operation.ts";
import type { LambdaStore } from "../store/store.ts";
import { onFunction, targetOf } from "./function-target.ts";
import { type AccessOf, notDecided, onNothing } from "./rules.ts";

type FunctionOperation =
  | "CreateFunction"
  | "DeleteFunction"
  | "GetAccountSettings"
  | "GetFunction"
  | "GetFunctionConfiguration"
  | "GetFunctionRecursionConfig"
  | "GetFunctionScalingConfig"
  | "GetRuntimeManagementConfig"
  | "ListFunctions"
  | "ListVersionsByFunction"
  | "PublishVersion"
  | "PutFunctionRecursionConfig"
  | "PutFunctionScalingConfig"
  | "PutRuntimeManagementConfig"
  | "UpdateFunctionCode"
  | "UpdateFunctionConfiguration";

type CreateInput = LambdaOperations["CreateFunction"]["input"];
type UpdateInput = LambdaOperations["UpdateFunctionConfiguration"]["input"];

/**
 * Whoever hands Lambda a role must be allowed to. Another account's is none that anybody could be allowed: the operation
 * says so where policies count. https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
 */
const passedRole = (role: string | undefined, { place }: Pick<Call, "place">): readonly Permission[] =>
  role === undefined || parseArn(role)?.account !== place.account
    ? []
    : [{ action: "iam:PassRole", resource: role, context: () => ({ "iam:PassedToService": "lambda.amazonaws.com" }) }];

/** Whoever gives a function a layer must be allowed to read it: by the layer's own policy, where it is another account's. */
const usedLayers = (arns: readonly string[] = [], store: LambdaStore): Promise<readonly Permission[]> =>
  Promise.all(
    arns.map(async (arn) => {
      const address = readLayerVersionArn(arn);
      const version = address && (await store.layers.readVersion(address));
      return { action: "lambda:GetLayerVersion", resource: arn, policy: version?.policy?.document };
    }),
  );

/** A function, and what the request sets of it. */
async function withSettings(
  target: Promise<Target>,
  { Layers, VpcConfig }: CreateInput | UpdateInput,
): Promise<Target> {
  const { context, ...rest } = await target;
  const { SecurityGroupIds, SubnetIds } = VpcConfig ?? {};
  return {
    ...rest,
    context: () => ({
      ...context?.(),
      ...(Layers && { "lambda:Layer": Layers }),
      ...(SubnetIds && { "lambda:SubnetIds": SubnetIds }),
      ...(SecurityGroupIds && { "lambda:SecurityGroupIds": SecurityGroupIds }),
    }),
  };
}

const onCreate: AccessRule<CreateInput, LambdaStore> = {
  action: "lambda:CreateFunction",
  on: async (input, { place }, store) => {
    const named = readFunctionName({ name: input.FunctionName }, place);
    const { context, ...target } = await withSettings(targetOf(named, store, { set: input.Tags }), input);
    const { CodeSigningConfigArn: signing } = input;
    return {
      ...target,
      context: () => ({ ...context?.(), ...(signing && { "lambda:CodeSigningConfigArn": signing }) }),
    };
  },
  also: async (input, { place }, store) => {
    const named = readFunctionName({ name: input.FunctionName }, place);
    const isTagged = Object.keys(input.Tags ?? {}).length > 0;
    return [
      ...passedRole(input.Role, { place }),
      ...(isTagged ? [{ action: "lambda:TagResource", ...(await targetOf(named, store, { set: input.Tags })) }] : []),
      ...(await usedLayers(input.Layers, store)),
    ];
  },
};

const onUpdateConfiguration: AccessRule<UpdateInput, LambdaStore> = {
  action: "lambda:UpdateFunctionConfiguration",
  on: (input, { place }, store) =>
    withSettings(targetOf(readFunctionName({ name: input.FunctionName }, place), store), input),
  also: async (input, call, store) => [...passedRole(input.Role, call), ...(await usedLayers(input.Layers, store))],
};

/** What IAM decides by of functions and their versions. */
export const functionAccess: AccessOf<FunctionOperation> = {
  CreateFunction: onCreate,
  DeleteFunction: onFunction("DeleteFunction"),
  GetAccountSettings: onNothing("GetAccountSettings"),
  GetFunction: onFunction("GetFunction"),
  GetFunctionConfiguration: onFunction("GetFunctionConfiguration"),
  GetFunctionRecursionConfig: onFunction("GetFunctionRecursionConfig"),
  GetFunctionScalingConfig: notDecided("GetFunctionScalingConfig"),
  GetRuntimeManagementConfig: onFunction("GetRuntimeManagementConfig"),
  ListFunctions: onNothing("ListFunctions"),
  ListVersionsByFunction: onFunction("ListVersionsByFunction"),
  PublishVersion: onFunction("PublishVersion"),
  PutFunctionRecursionConfig: onFunction("PutFunctionRecursionConfig"),
  PutFunctionScalingConfig: notDecided("PutFunctionScalingConfig"),
  PutRuntimeManagementConfig: onFunction("PutRuntimeManagementConfig"),
  UpdateFunctionCode: onFunction("UpdateFunctionCode"),
  UpdateFunctionConfiguration: onUpdateConfiguration,
};
