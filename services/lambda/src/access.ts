import type { Access, AccessRule } from "@skylab/service";
import type { LambdaOperations } from "./operation.ts";
import type { LambdaStore } from "./store/store.ts";

type AccessTable = {
  readonly [Name in keyof LambdaOperations]: Access<LambdaOperations[Name]["input"], LambdaStore>;
};

/** An operation that is on no resource. */
const onNothing = (action: string): AccessRule<unknown, LambdaStore> => ({
  action,
  on: () => ({ resource: "*" }),
});

/** Stands in the table until its operation is built, and says then what is missing. */
const notDecided = (action: string): AccessRule<unknown, LambdaStore> => ({
  action,
  on: () => {
    throw new Error(`access.ts does not say yet what ${action} is on.`);
  },
});

/**
 * What IAM decides each operation by.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const access: AccessTable = {
  AddLayerVersionPermission: notDecided("lambda:AddLayerVersionPermission"),
  AddPermission: notDecided("lambda:AddPermission"),
  CheckpointDurableExecution: notDecided("lambda:CheckpointDurableExecution"),
  CreateAlias: notDecided("lambda:CreateAlias"),
  CreateCapacityProvider: notDecided("lambda:CreateCapacityProvider"),
  CreateCodeSigningConfig: onNothing("lambda:CreateCodeSigningConfig"),
  CreateEventSourceMapping: onNothing("lambda:CreateEventSourceMapping"),
  CreateFunction: notDecided("lambda:CreateFunction"),
  CreateFunctionUrlConfig: notDecided("lambda:CreateFunctionUrlConfig"),
  DeleteAlias: notDecided("lambda:DeleteAlias"),
  DeleteCapacityProvider: notDecided("lambda:DeleteCapacityProvider"),
  DeleteCodeSigningConfig: notDecided("lambda:DeleteCodeSigningConfig"),
  DeleteEventSourceMapping: notDecided("lambda:DeleteEventSourceMapping"),
  DeleteFunction: notDecided("lambda:DeleteFunction"),
  DeleteFunctionCodeSigningConfig: notDecided("lambda:DeleteFunctionCodeSigningConfig"),
  DeleteFunctionConcurrency: notDecided("lambda:DeleteFunctionConcurrency"),
  DeleteFunctionEventInvokeConfig: notDecided("lambda:DeleteFunctionEventInvokeConfig"),
  DeleteFunctionUrlConfig: notDecided("lambda:DeleteFunctionUrlConfig"),
  DeleteLayerVersion: notDecided("lambda:DeleteLayerVersion"),
  DeleteProvisionedConcurrencyConfig: notDecided("lambda:DeleteProvisionedConcurrencyConfig"),
  DeleteResourcePolicy: { action: "lambda:DeleteResourcePolicy", on: ({ ResourceArn }) => ({ resource: ResourceArn }) },
  GetAccountSettings: onNothing("lambda:GetAccountSettings"),
  GetAlias: notDecided("lambda:GetAlias"),
  GetCapacityProvider: notDecided("lambda:GetCapacityProvider"),
  GetCodeSigningConfig: notDecided("lambda:GetCodeSigningConfig"),
  GetDurableExecution: notDecided("lambda:GetDurableExecution"),
  GetDurableExecutionHistory: notDecided("lambda:GetDurableExecutionHistory"),
  GetDurableExecutionState: notDecided("lambda:GetDurableExecutionState"),
  GetEventSourceMapping: notDecided("lambda:GetEventSourceMapping"),
  GetFunction: notDecided("lambda:GetFunction"),
  GetFunctionCodeSigningConfig: notDecided("lambda:GetFunctionCodeSigningConfig"),
  GetFunctionConcurrency: notDecided("lambda:GetFunctionConcurrency"),
  GetFunctionConfiguration: notDecided("lambda:GetFunctionConfiguration"),
  GetFunctionEventInvokeConfig: notDecided("lambda:GetFunctionEventInvokeConfig"),
  GetFunctionRecursionConfig: notDecided("lambda:GetFunctionRecursionConfig"),
  GetFunctionScalingConfig: notDecided("lambda:GetFunctionScalingConfig"),
  GetFunctionUrlConfig: notDecided("lambda:GetFunctionUrlConfig"),
  GetLayerVersion: notDecided("lambda:GetLayerVersion"),
  GetLayerVersionByArn: notDecided("lambda:GetLayerVersionByArn"),
  GetLayerVersionPolicy: notDecided("lambda:GetLayerVersionPolicy"),
  GetPolicy: notDecided("lambda:GetPolicy"),
  GetProvisionedConcurrencyConfig: notDecided("lambda:GetProvisionedConcurrencyConfig"),
  GetResourcePolicy: { action: "lambda:GetResourcePolicy", on: ({ ResourceArn }) => ({ resource: ResourceArn }) },
  GetRuntimeManagementConfig: notDecided("lambda:GetRuntimeManagementConfig"),
  Invoke: notDecided("lambda:Invoke"),
  InvokeAsync: notDecided("lambda:InvokeAsync"),
  InvokeWithResponseStream: notDecided("lambda:InvokeWithResponseStream"),
  ListAliases: notDecided("lambda:ListAliases"),
  ListCapacityProviders: onNothing("lambda:ListCapacityProviders"),
  ListCodeSigningConfigs: onNothing("lambda:ListCodeSigningConfigs"),
  ListDurableExecutionsByFunction: notDecided("lambda:ListDurableExecutionsByFunction"),
  ListEventSourceMappings: onNothing("lambda:ListEventSourceMappings"),
  ListFunctionEventInvokeConfigs: notDecided("lambda:ListFunctionEventInvokeConfigs"),
  ListFunctionUrlConfigs: notDecided("lambda:ListFunctionUrlConfigs"),
  ListFunctionVersionsByCapacityProvider: notDecided("lambda:ListFunctionVersionsByCapacityProvider"),
  ListFunctions: onNothing("lambda:ListFunctions"),
  ListFunctionsByCodeSigningConfig: notDecided("lambda:ListFunctionsByCodeSigningConfig"),
  ListLayerVersions: onNothing("lambda:ListLayerVersions"),
  ListLayers: onNothing("lambda:ListLayers"),
  ListProvisionedConcurrencyConfigs: notDecided("lambda:ListProvisionedConcurrencyConfigs"),
  ListTags: notDecided("lambda:ListTags"),
  ListVersionsByFunction: notDecided("lambda:ListVersionsByFunction"),
  PublishLayerVersion: notDecided("lambda:PublishLayerVersion"),
  PublishVersion: notDecided("lambda:PublishVersion"),
  PutFunctionCodeSigningConfig: notDecided("lambda:PutFunctionCodeSigningConfig"),
  PutFunctionConcurrency: notDecided("lambda:PutFunctionConcurrency"),
  PutFunctionEventInvokeConfig: notDecided("lambda:PutFunctionEventInvokeConfig"),
  PutFunctionRecursionConfig: notDecided("lambda:PutFunctionRecursionConfig"),
  PutFunctionScalingConfig: notDecided("lambda:PutFunctionScalingConfig"),
  PutProvisionedConcurrencyConfig: notDecided("lambda:PutProvisionedConcurrencyConfig"),
  PutResourcePolicy: { action: "lambda:PutResourcePolicy", on: ({ ResourceArn }) => ({ resource: ResourceArn }) },
  PutRuntimeManagementConfig: notDecided("lambda:PutRuntimeManagementConfig"),
  RemoveLayerVersionPermission: notDecided("lambda:RemoveLayerVersionPermission"),
  RemovePermission: notDecided("lambda:RemovePermission"),
  SendDurableExecutionCallbackFailure: notDecided("lambda:SendDurableExecutionCallbackFailure"),
  SendDurableExecutionCallbackHeartbeat: notDecided("lambda:SendDurableExecutionCallbackHeartbeat"),
  SendDurableExecutionCallbackSuccess: notDecided("lambda:SendDurableExecutionCallbackSuccess"),
  StopDurableExecution: notDecided("lambda:StopDurableExecution"),
  TagResource: notDecided("lambda:TagResource"),
  UntagResource: notDecided("lambda:UntagResource"),
  UpdateAlias: notDecided("lambda:UpdateAlias"),
  UpdateCapacityProvider: notDecided("lambda:UpdateCapacityProvider"),
  UpdateCodeSigningConfig: notDecided("lambda:UpdateCodeSigningConfig"),
  UpdateEventSourceMapping: notDecided("lambda:UpdateEventSourceMapping"),
  UpdateFunctionCode: notDecided("lambda:UpdateFunctionCode"),
  UpdateFunctionConfiguration: notDecided("lambda:UpdateFunctionConfiguration"),
  UpdateFunctionEventInvokeConfig: notDecided("lambda:UpdateFunctionEventInvokeConfig"),
  UpdateFunctionUrlConfig: notDecided("lambda:UpdateFunctionUrlConfig"),
};
