import { notImplemented } from "@skylab/service";
import type { LambdaOperations, Operation } from "./operation.ts";
import { AddLayerVersionPermission } from "./operations/AddLayerVersionPermission.ts";
import { AddPermission } from "./operations/AddPermission.ts";
import { CreateAlias } from "./operations/CreateAlias.ts";
import { CreateEventSourceMapping } from "./operations/CreateEventSourceMapping.ts";
import { CreateFunction } from "./operations/CreateFunction.ts";
import { CreateFunctionUrlConfig } from "./operations/CreateFunctionUrlConfig.ts";
import { DeleteAlias } from "./operations/DeleteAlias.ts";
import { DeleteEventSourceMapping } from "./operations/DeleteEventSourceMapping.ts";
import { DeleteFunction } from "./operations/DeleteFunction.ts";
import { DeleteFunctionConcurrency } from "./operations/DeleteFunctionConcurrency.ts";
import { DeleteFunctionEventInvokeConfig } from "./operations/DeleteFunctionEventInvokeConfig.ts";
import { DeleteFunctionUrlConfig } from "./operations/DeleteFunctionUrlConfig.ts";
import { DeleteProvisionedConcurrencyConfig } from "./operations/DeleteProvisionedConcurrencyConfig.ts";
import { DeleteResourcePolicy } from "./operations/DeleteResourcePolicy.ts";
import { GetAlias } from "./operations/GetAlias.ts";
import { GetEventSourceMapping } from "./operations/GetEventSourceMapping.ts";
import { GetFunction } from "./operations/GetFunction.ts";
import { GetFunctionConcurrency } from "./operations/GetFunctionConcurrency.ts";
import { GetFunctionConfiguration } from "./operations/GetFunctionConfiguration.ts";
import { GetFunctionEventInvokeConfig } from "./operations/GetFunctionEventInvokeConfig.ts";
import { GetFunctionUrlConfig } from "./operations/GetFunctionUrlConfig.ts";
import { GetLayerVersionPolicy } from "./operations/GetLayerVersionPolicy.ts";
import { GetPolicy } from "./operations/GetPolicy.ts";
import { GetProvisionedConcurrencyConfig } from "./operations/GetProvisionedConcurrencyConfig.ts";
import { GetResourcePolicy } from "./operations/GetResourcePolicy.ts";
import { Invoke } from "./operations/Invoke.ts";
import { InvokeAsync } from "./operations/InvokeAsync.ts";
import { InvokeWithResponseStream } from "./operations/InvokeWithResponseStream.ts";
import { ListAliases } from "./operations/ListAliases.ts";
import { ListEventSourceMappings } from "./operations/ListEventSourceMappings.ts";
import { ListFunctionEventInvokeConfigs } from "./operations/ListFunctionEventInvokeConfigs.ts";
import { ListFunctionUrlConfigs } from "./operations/ListFunctionUrlConfigs.ts";
import { ListFunctions } from "./operations/ListFunctions.ts";
import { ListProvisionedConcurrencyConfigs } from "./operations/ListProvisionedConcurrencyConfigs.ts";
import { ListVersionsByFunction } from "./operations/ListVersionsByFunction.ts";
import { PublishVersion } from "./operations/PublishVersion.ts";
import { PutFunctionConcurrency } from "./operations/PutFunctionConcurrency.ts";
import { PutFunctionEventInvokeConfig } from "./operations/PutFunctionEventInvokeConfig.ts";
import { PutProvisionedConcurrencyConfig } from "./operations/PutProvisionedConcurrencyConfig.ts";
import { PutResourcePolicy } from "./operations/PutResourcePolicy.ts";
import { RemoveLayerVersionPermission } from "./operations/RemoveLayerVersionPermission.ts";
import { RemovePermission } from "./operations/RemovePermission.ts";
import { UpdateAlias } from "./operations/UpdateAlias.ts";
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
  CreateCodeSigningConfig: notImplemented,
  CreateEventSourceMapping,
  CreateFunction,
  CreateFunctionUrlConfig,
  DeleteAlias,
  DeleteCapacityProvider: notImplemented,
  DeleteCodeSigningConfig: notImplemented,
  DeleteEventSourceMapping,
  DeleteFunction,
  DeleteFunctionCodeSigningConfig: notImplemented,
  DeleteFunctionConcurrency,
  DeleteFunctionEventInvokeConfig,
  DeleteFunctionUrlConfig,
  DeleteLayerVersion: notImplemented,
  DeleteProvisionedConcurrencyConfig,
  DeleteResourcePolicy,
  GetAccountSettings: notImplemented,
  GetAlias,
  GetCapacityProvider: notImplemented,
  GetCodeSigningConfig: notImplemented,
  GetDurableExecution: notImplemented,
  GetDurableExecutionHistory: notImplemented,
  GetDurableExecutionState: notImplemented,
  GetEventSourceMapping,
  GetFunction,
  GetFunctionCodeSigningConfig: notImplemented,
  GetFunctionConcurrency,
  GetFunctionConfiguration,
  GetFunctionEventInvokeConfig,
  GetFunctionRecursionConfig: notImplemented,
  GetFunctionScalingConfig: notImplemented,
  GetFunctionUrlConfig,
  GetLayerVersion: notImplemented,
  GetLayerVersionByArn: notImplemented,
  GetLayerVersionPolicy,
  GetPolicy,
  GetProvisionedConcurrencyConfig,
  GetResourcePolicy,
  GetRuntimeManagementConfig: notImplemented,
  Invoke,
  InvokeAsync,
  InvokeWithResponseStream,
  ListAliases,
  ListCapacityProviders: notImplemented,
  ListCodeSigningConfigs: notImplemented,
  ListDurableExecutionsByFunction: notImplemented,
  ListEventSourceMappings,
  ListFunctionEventInvokeConfigs,
  ListFunctionUrlConfigs,
  ListFunctionVersionsByCapacityProvider: notImplemented,
  ListFunctions,
  ListFunctionsByCodeSigningConfig: notImplemented,
  ListLayerVersions: notImplemented,
  ListLayers: notImplemented,
  ListProvisionedConcurrencyConfigs,
  ListTags: notImplemented,
  ListVersionsByFunction,
  PublishLayerVersion: notImplemented,
  PublishVersion,
  PutFunctionCodeSigningConfig: notImplemented,
  PutFunctionConcurrency,
  PutFunctionEventInvokeConfig,
  PutFunctionRecursionConfig: notImplemented,
  PutFunctionScalingConfig: notImplemented,
  PutProvisionedConcurrencyConfig,
  PutResourcePolicy,
  PutRuntimeManagementConfig: notImplemented,
  RemoveLayerVersionPermission,
  RemovePermission,
  SendDurableExecutionCallbackFailure: notImplemented,
  SendDurableExecutionCallbackHeartbeat: notImplemented,
  SendDurableExecutionCallbackSuccess: notImplemented,
  StopDurableExecution: notImplemented,
  TagResource: notImplemented,
  UntagResource: notImplemented,
  UpdateAlias,
  UpdateCapacityProvider: notImplemented,
  UpdateCodeSigningConfig: notImplemented,
  UpdateEventSourceMapping,
  UpdateFunctionCode,
  UpdateFunctionConfiguration,
  UpdateFunctionEventInvokeConfig,
  UpdateFunctionUrlConfig,
};
