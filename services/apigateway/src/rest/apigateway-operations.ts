import { notImplemented } from "@skylab/service";
import type { RestOperations, Operation } from "./operation.ts";
import { CreateAuthorizer } from "./operations/CreateAuthorizer.ts";
import { CreateDeployment } from "./operations/CreateDeployment.ts";
import { CreateStage } from "./operations/CreateStage.ts";
import { DeleteAuthorizer } from "./operations/DeleteAuthorizer.ts";
import { DeleteDeployment } from "./operations/DeleteDeployment.ts";
import { DeleteStage } from "./operations/DeleteStage.ts";
import { FlushStageAuthorizersCache } from "./operations/FlushStageAuthorizersCache.ts";
import { FlushStageCache } from "./operations/FlushStageCache.ts";
import { GetAuthorizer } from "./operations/GetAuthorizer.ts";
import { GetAuthorizers } from "./operations/GetAuthorizers.ts";
import { GetDeployment } from "./operations/GetDeployment.ts";
import { GetDeployments } from "./operations/GetDeployments.ts";
import { GetStage } from "./operations/GetStage.ts";
import { GetStages } from "./operations/GetStages.ts";
import { UpdateAuthorizer } from "./operations/UpdateAuthorizer.ts";
import { UpdateDeployment } from "./operations/UpdateDeployment.ts";
import { UpdateStage } from "./operations/UpdateStage.ts";
import { CreateModel } from "./operations/CreateModel.ts";
import { CreateRequestValidator } from "./operations/CreateRequestValidator.ts";
import { CreateResource } from "./operations/CreateResource.ts";
import { CreateRestApi } from "./operations/CreateRestApi.ts";
import { DeleteGatewayResponse } from "./operations/DeleteGatewayResponse.ts";
import { DeleteIntegration } from "./operations/DeleteIntegration.ts";
import { DeleteIntegrationResponse } from "./operations/DeleteIntegrationResponse.ts";
import { DeleteMethod } from "./operations/DeleteMethod.ts";
import { DeleteMethodResponse } from "./operations/DeleteMethodResponse.ts";
import { DeleteModel } from "./operations/DeleteModel.ts";
import { DeleteRequestValidator } from "./operations/DeleteRequestValidator.ts";
import { DeleteResource } from "./operations/DeleteResource.ts";
import { DeleteRestApi } from "./operations/DeleteRestApi.ts";
import { GetGatewayResponse } from "./operations/GetGatewayResponse.ts";
import { GetGatewayResponses } from "./operations/GetGatewayResponses.ts";
import { GetIntegration } from "./operations/GetIntegration.ts";
import { GetIntegrationResponse } from "./operations/GetIntegrationResponse.ts";
import { GetMethod } from "./operations/GetMethod.ts";
import { GetMethodResponse } from "./operations/GetMethodResponse.ts";
import { GetModel } from "./operations/GetModel.ts";
import { GetModelTemplate } from "./operations/GetModelTemplate.ts";
import { GetModels } from "./operations/GetModels.ts";
import { GetRequestValidator } from "./operations/GetRequestValidator.ts";
import { GetRequestValidators } from "./operations/GetRequestValidators.ts";
import { GetResource } from "./operations/GetResource.ts";
import { GetResources } from "./operations/GetResources.ts";
import { GetRestApi } from "./operations/GetRestApi.ts";
import { GetRestApis } from "./operations/GetRestApis.ts";
import { GetTags } from "./operations/GetTags.ts";
import { PutGatewayResponse } from "./operations/PutGatewayResponse.ts";
import { PutIntegration } from "./operations/PutIntegration.ts";
import { PutIntegrationResponse } from "./operations/PutIntegrationResponse.ts";
import { PutMethod } from "./operations/PutMethod.ts";
import { PutMethodResponse } from "./operations/PutMethodResponse.ts";
import { TagResource } from "./operations/TagResource.ts";
import { UntagResource } from "./operations/UntagResource.ts";
import { UpdateGatewayResponse } from "./operations/UpdateGatewayResponse.ts";
import { UpdateIntegration } from "./operations/UpdateIntegration.ts";
import { UpdateIntegrationResponse } from "./operations/UpdateIntegrationResponse.ts";
import { UpdateMethod } from "./operations/UpdateMethod.ts";
import { UpdateMethodResponse } from "./operations/UpdateMethodResponse.ts";
import { UpdateModel } from "./operations/UpdateModel.ts";
import { UpdateRequestValidator } from "./operations/UpdateRequestValidator.ts";
import { UpdateResource } from "./operations/UpdateResource.ts";
import { UpdateRestApi } from "./operations/UpdateRestApi.ts";
import { CreateBasePathMapping } from "./operations/CreateBasePathMapping.ts";
import { CreateDomainName } from "./operations/CreateDomainName.ts";
import { CreateDomainNameAccessAssociation } from "./operations/CreateDomainNameAccessAssociation.ts";
import { DeleteBasePathMapping } from "./operations/DeleteBasePathMapping.ts";
import { DeleteDomainName } from "./operations/DeleteDomainName.ts";
import { DeleteDomainNameAccessAssociation } from "./operations/DeleteDomainNameAccessAssociation.ts";
import { GetBasePathMapping } from "./operations/GetBasePathMapping.ts";
import { GetBasePathMappings } from "./operations/GetBasePathMappings.ts";
import { GetDomainName } from "./operations/GetDomainName.ts";
import { GetDomainNameAccessAssociations } from "./operations/GetDomainNameAccessAssociations.ts";
import { GetDomainNames } from "./operations/GetDomainNames.ts";
import { RejectDomainNameAccessAssociation } from "./operations/RejectDomainNameAccessAssociation.ts";
import { UpdateBasePathMapping } from "./operations/UpdateBasePathMapping.ts";
import { UpdateDomainName } from "./operations/UpdateDomainName.ts";

/** Every operation of API Gateway's REST APIs (v1). */
export const restOperations: {
  readonly [Name in keyof RestOperations]: Operation<Name> | typeof notImplemented;
} = {
  CreateApiKey: notImplemented,
  CreateAuthorizer,
  CreateBasePathMapping,
  CreateDeployment,
  CreateDocumentationPart: notImplemented,
  CreateDocumentationVersion: notImplemented,
  CreateDomainName,
  CreateDomainNameAccessAssociation,
  CreateModel,
  CreateRequestValidator,
  CreateResource,
  CreateRestApi,
  CreateStage,
  CreateUsagePlan: notImplemented,
  CreateUsagePlanKey: notImplemented,
  CreateVpcLink: notImplemented,
  DeleteApiKey: notImplemented,
  DeleteAuthorizer,
  DeleteBasePathMapping,
  DeleteClientCertificate: notImplemented,
  DeleteDeployment,
  DeleteDocumentationPart: notImplemented,
  DeleteDocumentationVersion: notImplemented,
  DeleteDomainName,
  DeleteDomainNameAccessAssociation,
  DeleteGatewayResponse,
  DeleteIntegration,
  DeleteIntegrationResponse,
  DeleteMethod,
  DeleteMethodResponse,
  DeleteModel,
  DeleteRequestValidator,
  DeleteResource,
  DeleteRestApi,
  DeleteStage,
  DeleteUsagePlan: notImplemented,
  DeleteUsagePlanKey: notImplemented,
  DeleteVpcLink: notImplemented,
  FlushStageAuthorizersCache,
  FlushStageCache,
  GenerateClientCertificate: notImplemented,
  GetAccount: notImplemented,
  GetApiKey: notImplemented,
  GetApiKeys: notImplemented,
  GetAuthorizer,
  GetAuthorizers,
  GetBasePathMapping,
  GetBasePathMappings,
  GetClientCertificate: notImplemented,
  GetClientCertificates: notImplemented,
  GetDeployment,
  GetDeployments,
  GetDocumentationPart: notImplemented,
  GetDocumentationParts: notImplemented,
  GetDocumentationVersion: notImplemented,
  GetDocumentationVersions: notImplemented,
  GetDomainName,
  GetDomainNameAccessAssociations,
  GetDomainNames,
  GetExport: notImplemented,
  GetGatewayResponse,
  GetGatewayResponses,
  GetIntegration,
  GetIntegrationResponse,
  GetMethod,
  GetMethodResponse,
  GetModel,
  GetModelTemplate,
  GetModels,
  GetRequestValidator,
  GetRequestValidators,
  GetResource,
  GetResources,
  GetRestApi,
  GetRestApis,
  GetSdk: notImplemented,
  GetSdkType: notImplemented,
  GetSdkTypes: notImplemented,
  GetStage,
  GetStages,
  GetTags,
  GetUsage: notImplemented,
  GetUsagePlan: notImplemented,
  GetUsagePlanKey: notImplemented,
  GetUsagePlanKeys: notImplemented,
  GetUsagePlans: notImplemented,
  GetVpcLink: notImplemented,
  GetVpcLinks: notImplemented,
  ImportApiKeys: notImplemented,
  ImportDocumentationParts: notImplemented,
  ImportRestApi: notImplemented,
  PutGatewayResponse,
  PutIntegration,
  PutIntegrationResponse,
  PutMethod,
  PutMethodResponse,
  PutRestApi: notImplemented,
  RejectDomainNameAccessAssociation,
  TagResource,
  TestInvokeAuthorizer: notImplemented,
  TestInvokeMethod: notImplemented,
  UntagResource,
  UpdateAccount: notImplemented,
  UpdateApiKey: notImplemented,
  UpdateAuthorizer,
  UpdateBasePathMapping,
  UpdateClientCertificate: notImplemented,
  UpdateDeployment,
  UpdateDocumentationPart: notImplemented,
  UpdateDocumentationVersion: notImplemented,
  UpdateDomainName,
  UpdateGatewayResponse,
  UpdateIntegration,
  UpdateIntegrationResponse,
  UpdateMethod,
  UpdateMethodResponse,
  UpdateModel,
  UpdateRequestValidator,
  UpdateResource,
  UpdateRestApi,
  UpdateStage,
  UpdateUsage: notImplemented,
  UpdateUsagePlan: notImplemented,
  UpdateVpcLink: notImplemented,
};
