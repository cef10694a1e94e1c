import { notImplemented } from "@skylab/service";
import type { LambdaOperations, Operation } from "./operation.ts";
import { AddLayerVersionPermission } from "./operations/AddLayerVersionPermission.ts";
import { AddPermission } from "./operations/AddPermission.ts";
import { CreateAlias } from "./operations/CreateAlias.ts";
import { CreateCodeSigningConfig } from "./operations/CreateCodeSigningConfig.ts";
import { CreateEventSourceMapping } from "./operations/CreateEventSourceMapping.ts";
import { CreateFunction } from "./operations/CreateFunction.ts";
import { CreateFunctionUrlConfig } from "./operations/CreateFunctionUrlConfig.ts";
import { DeleteAlias } from "./operations/DeleteAlias.ts";
import { DeleteCodeSigningConfig } from "./operations/DeleteCodeSigningConfig.ts";
import { DeleteEventSourceMapping } from "./operations/DeleteEventSourceMapping.ts";
import { DeleteFunction } from "./operations/DeleteFunction.ts";
import { DeleteFunctionCodeSigningConfig } from "./operations/DeleteFunctionCodeSigningConfig.ts";
import { DeleteFunctionConcurrency } from "./operations/DeleteFunctionConcurrency.ts";
import { DeleteFunctionEventInvokeConfig } from "./operations/DeleteFunctionEventInvokeConfig.ts";
import { DeleteFunctionUrlConfig } from "./operations/DeleteFunctionUrlConfig.ts";
import { DeleteLayerVersion } from "./operations/DeleteLayerVersion.ts";
import { DeleteProvisionedConcurrencyConfig } from "./operations/DeleteProvisionedConcurrencyConfig.ts";
import { DeleteResourcePolicy } from "./operations/DeleteResourcePolicy.ts";
import { GetAccountSettings } from "./operations/GetAccountSettings.ts";
import { GetAlias } from "./operations/GetAlias.ts";
import { GetCodeSigningConfig } from "./operations/GetCodeSigningConfig.ts";
import { GetEventSourceMapping } from "./operations/GetEventSourceMapping.ts";
import { GetFunction } from "./operations/GetFunction.ts";
import { GetFunctionCodeSigningConfig } from "./operations/GetFunctionCodeSigningConfig.ts";
import { GetFunctionConcurrency } from "./operations/GetFunctionConcurrency.ts";
import { GetFunctionConfiguration } from "./operations/GetFunctionConfiguration.ts";
import { GetFunctionEventInvokeConfig } from "./operations/GetFunctionEventInvokeConfig.ts";
import { GetFunctionRecursionConfig } from "./operations/GetFunctionRecursionConfig.ts";
import { GetFunctionUrlConfig } from "./operations/GetFunctionUrlConfig.ts";
import { GetLayerVersion } from "./operations/GetLayerVersion.ts";
import { GetLayerVersionByArn } from "./operations/GetLayerVersionByArn.ts";
import { GetLayerVersionPolicy } from "./operations/GetLayerVersionPolicy.ts";
import { GetPolicy } from "./operations/GetPolicy.ts";
import { GetProvisionedConcurrencyConfig } from "./operations/GetProvisionedConcurrencyConfig.ts";
import { GetResourcePolicy } from "./operations/GetResourcePolicy.ts";
import { GetRuntimeManagementConfig } from "./operations/GetRuntimeManagementConfig.ts";
import { Invoke } from "./operations/Invoke.ts";
import { InvokeAsync } from "./operations/InvokeAsync.ts";
import { InvokeWithResponseStream } from "./operations/InvokeWithResponseStream.ts";
import { ListAliases } from "./operations/ListAliases.ts";
import { ListCodeSigningConfigs } from "./operations/ListCodeSigningConfigs.ts";
import { ListEventSourceMappings } from "./operations/ListEventSourceMappings.ts";
import { ListFunctionEventInvokeConfigs } from "./operations/ListFunctionEventInvokeConfigs.ts";
import { ListFunctionUrlConfigs } from "./operations/ListFunctionUrlConfigs.ts";
import { ListFunctions } from "./operations/ListFunctions.ts";
import { ListFunctionsByCodeSigningConfig } from "./operations/ListFunctionsByCodeSigningConfig.ts";
import { ListLayerVersions } from "./operations/ListLayerVersions.ts";
import { ListLayers } from "./operations/ListLayers.ts";
import { ListProvisionedConcurrencyConfigs } from "./operations/ListProvisionedConcurrencyConfigs.ts";
import { ListTags } from "./operations/ListTags.ts";
import { ListVersionsByFunction } from "./operations/ListVersionsByFunction.ts";
import { PublishLayerVersion } from "./operations/PublishLayerVersion.ts";
import { PublishVersion } from "./operations/PublishVersion.ts";
import { PutFunctionCodeSigningConfig } from "./operations/PutFunctionCodeSigningConfig.ts";
import { PutFunctionConcurrency } from "./operations/PutFunctionConcurrency.ts";
import { PutFunctionEventInvokeConfig } from "./operations/PutFunctionEventInvokeConfig.ts";
import { PutFunctionRecursionConfig } from "./operations/PutFunctionRecursionConfig.ts";
import { PutProvisionedConcurrencyConfig } from "./operations/PutProvisionedConcurrencyConfig.ts";
import { PutResourcePolicy } from "./operations/PutResourcePolicy.ts";
import { PutRuntimeManagementConfig } from "./operations/PutRuntimeManagementConfig.ts";
import { RemoveLayerVersionPermission } from "./operations/RemoveLayerVersionPermission.ts";
import { RemovePermission } from "./operations/RemovePermission.ts";
import { TagResource } from "./operations/TagResource.ts";
import { UntagResource } from "./operations/UntagResource.ts";
import { UpdateAlias } from "./operations/UpdateAlias.ts";
import { UpdateCodeSigningConfig } from "./operations/UpdateCodeSigningConfig.ts";
import { UpdateEventSourceMapping } from "./operations/UpdateEventSourceMapping.ts";
import { UpdateFunctionCode } from "./operations/UpdateFunctionCode.ts";
import { UpdateFunctionConfiguration } from "./operations/UpdateFunctionConfiguration.ts";
import { UpdateFunctionEventInvokeConfig } from "./operations/UpdateFunctionEventInvokeConfig.ts";
import { UpdateFunctionUrlConfig } from "./operations/UpdateFunctionUrlConfig.ts";

/** Every operation of Lambda. */
export const lambdaOperations: {
  readonly [Name in keyof LambdaOperations]: Operation<Name> | typeof notImplemented;
} = {
  AddLayerVersionPermission,
  AddPermission,
  CheckpointDurableExecution: notImplemented,
  CreateAlias,
  CreateCapacityProvider: notImplemented,
  CreateCodeSigningConfig,
  CreateEventSourceMapping,
  CreateFunction,
  CreateFunctionUrlConfig,
  DeleteAlias,
  DeleteCapacityProvider: notImplemented,
  DeleteCodeSigningConfig,
  DeleteEventSourceMapping,
  DeleteFunction,
  DeleteFunctionCodeSigningConfig,
  DeleteFunctionConcurrency,
  DeleteFunctionEventInvokeConfig,
  DeleteFunctionUrlConfig,
  DeleteLayerVersion,
  DeleteProvisionedConcurrencyConfig,
  DeleteResourcePolicy,
  GetAccountSettings,
  GetAlias,
  GetCapacityProvider: notImplemented,
  GetCodeSigningConfig,
  GetDurableExecution: notImplemented,
  GetDurableExecutionHistory: notImplemented,
  GetDurableExecutionState: notImplemented,
  GetEventSourceMapping,
  GetFunction,
  GetFunctionCodeSigningConfig,
  GetFunctionConcurrency,
  GetFunctionConfiguration,
  GetFunctionEventInvokeConfig,
  GetFunctionRecursionConfig,
  GetFunctionScalingConfig: notImplemented,
  GetFunctionUrlConfig,
  GetLayerVersion,
  GetLayerVersionByArn,
  GetLayerVersionPolicy,
  GetPolicy,
  GetProvisionedConcurrencyConfig,
  GetResourcePolicy,
  GetRuntimeManagementConfig,
  Invoke,
  InvokeAsync,
  InvokeWithResponseStream,
  ListAliases,
  ListCapacityProviders: notImplemented,
  ListCodeSigningConfigs,
  ListDurableExecutionsByFunction: notImplemented,
  ListEventSourceMappings,
  ListFunctionEventInvokeConfigs,
  ListFunctionUrlConfigs,
  ListFunctionVersionsByCapacityProvider: notImplemented,
  ListFunctions,
  ListFunctionsByCodeSigningConfig,
  ListLayerVersions,
  ListLayers,
  ListProvisionedConcurrencyConfigs,
  ListTags,
  ListVersionsByFunction,
  PublishLayerVersion,
  PublishVersion,
  PutFunctionCodeSigningConfig,
  PutFunctionConcurrency,
  PutFunctionEventInvokeConfig,
  PutFunctionRecursionConfig,
  PutFunctionScalingConfig: notImplemented,
  PutProvisionedConcurrencyConfig,
  PutResourcePolicy,
  PutRuntimeManagementConfig,
  RemoveLayerVersionPermission,
  RemovePermission,
  SendDurableExecutionCallbackFailure: notImplemented,
  SendDurableExecutionCallbackHeartbeat: notImplemented,
  SendDurableExecutionCallbackSuccess: notImplemented,
  StopDurableExecution: notImplemented,
  TagResource,
  UntagResource,
  UpdateAlias,
  UpdateCapacityProvider: notImplemented,
  UpdateCodeSigningConfig,
  UpdateEventSourceMapping,
  UpdateFunctionCode,
  UpdateFunctionConfiguration,
  UpdateFunctionEventInvokeConfig,
  UpdateFunctionUrlConfig,
};
