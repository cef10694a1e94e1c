import { notImplemented } from "@skylab/service";
import type { DataPlane } from "../front/data-plane.ts";
import type { RestOperations, Operation } from "./operation.ts";
import { CreateApiKey } from "./operations/CreateApiKey.ts";
import { CreateAuthorizer } from "./operations/CreateAuthorizer.ts";
import { CreateBasePathMapping } from "./operations/CreateBasePathMapping.ts";
import { CreateDeployment } from "./operations/CreateDeployment.ts";
import { CreateDocumentationPart } from "./operations/CreateDocumentationPart.ts";
import { CreateDocumentationVersion } from "./operations/CreateDocumentationVersion.ts";
import { CreateDomainName } from "./operations/CreateDomainName.ts";
import { CreateDomainNameAccessAssociation } from "./operations/CreateDomainNameAccessAssociation.ts";
import { CreateModel } from "./operations/CreateModel.ts";
import { CreateRequestValidator } from "./operations/CreateRequestValidator.ts";
import { CreateResource } from "./operations/CreateResource.ts";
import { CreateRestApi } from "./operations/CreateRestApi.ts";
import { CreateStage } from "./operations/CreateStage.ts";
import { CreateUsagePlan } from "./operations/CreateUsagePlan.ts";
import { CreateUsagePlanKey } from "./operations/CreateUsagePlanKey.ts";
import { CreateVpcLink } from "./operations/CreateVpcLink.ts";
import { DeleteApiKey } from "./operations/DeleteApiKey.ts";
import { DeleteAuthorizer } from "./operations/DeleteAuthorizer.ts";
import { DeleteBasePathMapping } from "./operations/DeleteBasePathMapping.ts";
import { DeleteClientCertificate } from "./operations/DeleteClientCertificate.ts";
import { DeleteDeployment } from "./operations/DeleteDeployment.ts";
import { DeleteDocumentationPart } from "./operations/DeleteDocumentationPart.ts";
import { DeleteDocumentationVersion } from "./operations/DeleteDocumentationVersion.ts";
import { DeleteDomainName } from "./operations/DeleteDomainName.ts";
import { DeleteDomainNameAccessAssociation } from "./operations/DeleteDomainNameAccessAssociation.ts";
import { DeleteGatewayResponse } from "./operations/DeleteGatewayResponse.ts";
import { DeleteIntegration } from "./operations/DeleteIntegration.ts";
import { DeleteIntegrationResponse } from "./operations/DeleteIntegrationResponse.ts";
import { DeleteMethod } from "./operations/DeleteMethod.ts";
import { DeleteMethodResponse } from "./operations/DeleteMethodResponse.ts";
import { DeleteModel } from "./operations/DeleteModel.ts";
import { DeleteRequestValidator } from "./operations/DeleteRequestValidator.ts";
import { DeleteResource } from "./operations/DeleteResource.ts";
import { DeleteRestApi } from "./operations/DeleteRestApi.ts";
import { DeleteStage } from "./operations/DeleteStage.ts";
import { DeleteUsagePlan } from "./operations/DeleteUsagePlan.ts";
import { DeleteUsagePlanKey } from "./operations/DeleteUsagePlanKey.ts";
import { DeleteVpcLink } from "./operations/DeleteVpcLink.ts";
import { FlushStageAuthorizersCache } from "./operations/FlushStageAuthorizersCache.ts";
import { FlushStageCache } from "./operations/FlushStageCache.ts";
import { GenerateClientCertificate } from "./operations/GenerateClientCertificate.ts";
import { GetAccount } from "./operations/GetAccount.ts";
import { GetApiKey } from "./operations/GetApiKey.ts";
import { GetApiKeys } from "./operations/GetApiKeys.ts";
import { GetAuthorizer } from "./operations/GetAuthorizer.ts";
import { GetAuthorizers } from "./operations/GetAuthorizers.ts";
import { GetBasePathMapping } from "./operations/GetBasePathMapping.ts";
import { GetBasePathMappings } from "./operations/GetBasePathMappings.ts";
import { GetClientCertificate } from "./operations/GetClientCertificate.ts";
import { GetClientCertificates } from "./operations/GetClientCertificates.ts";
import { GetDeployment } from "./operations/GetDeployment.ts";
import { GetDeployments } from "./operations/GetDeployments.ts";
import { GetDocumentationPart } from "./operations/GetDocumentationPart.ts";
import { GetDocumentationParts } from "./operations/GetDocumentationParts.ts";
import { GetDocumentationVersion } from "./operations/GetDocumentationVersion.ts";
import { GetDocumentationVersions } from "./operations/GetDocumentationVersions.ts";
import { GetDomainName } from "./operations/GetDomainName.ts";
import { GetDomainNameAccessAssociations } from "./operations/GetDomainNameAccessAssociations.ts";
import { GetDomainNames } from "./operations/GetDomainNames.ts";
import { GetExport } from "./operations/GetExport.ts";
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
import { GetSdkType } from "./operations/GetSdkType.ts";
import { GetSdkTypes } from "./operations/GetSdkTypes.ts";
import { GetStage } from "./operations/GetStage.ts";
import { GetStages } from "./operations/GetStages.ts";
import { GetTags } from "./operations/GetTags.ts";
import { GetUsage } from "./operations/GetUsage.ts";
import { GetUsagePlan } from "./operations/GetUsagePlan.ts";
import { GetUsagePlanKey } from "./operations/GetUsagePlanKey.ts";
import { GetUsagePlanKeys } from "./operations/GetUsagePlanKeys.ts";
import { GetUsagePlans } from "./operations/GetUsagePlans.ts";
import { GetVpcLink } from "./operations/GetVpcLink.ts";
import { GetVpcLinks } from "./operations/GetVpcLinks.ts";
import { ImportApiKeys } from "./operations/ImportApiKeys.ts";
import { ImportDocumentationParts } from "./operations/ImportDocumentationParts.ts";
import { ImportRestApi } from "./operations/ImportRestApi.ts";
import { PutGatewayResponse } from "./operations/PutGatewayResponse.ts";
import { PutIntegration } from "./operations/PutIntegration.ts";
import { PutIntegrationResponse } from "./operations/PutIntegrationResponse.ts";
import { PutMethod } from "./operations/PutMethod.ts";
import { PutMethodResponse } from "./operations/PutMethodResponse.ts";
import { PutRestApi } from "./operations/PutRestApi.ts";
import { RejectDomainNameAccessAssociation } from "./operations/RejectDomainNameAccessAssociation.ts";
import { TagResource } from "./operations/TagResource.ts";
import { TestInvokeAuthorizer } from "./operations/TestInvokeAuthorizer.ts";
import { TestInvokeMethod } from "./operations/TestInvokeMethod.ts";
import { UntagResource } from "./operations/UntagResource.ts";
import { UpdateAccount } from "./operations/UpdateAccount.ts";
import { UpdateApiKey } from "./operations/UpdateApiKey.ts";
import { UpdateAuthorizer } from "./operations/UpdateAuthorizer.ts";
import { UpdateBasePathMapping } from "./operations/UpdateBasePathMapping.ts";
import { UpdateClientCertificate } from "./operations/UpdateClientCertificate.ts";
import { UpdateDeployment } from "./operations/UpdateDeployment.ts";
import { UpdateDocumentationPart } from "./operations/UpdateDocumentationPart.ts";
import { UpdateDocumentationVersion } from "./operations/UpdateDocumentationVersion.ts";
import { UpdateDomainName } from "./operations/UpdateDomainName.ts";
import { UpdateGatewayResponse } from "./operations/UpdateGatewayResponse.ts";
import { UpdateIntegration } from "./operations/UpdateIntegration.ts";
import { UpdateIntegrationResponse } from "./operations/UpdateIntegrationResponse.ts";
import { UpdateMethod } from "./operations/UpdateMethod.ts";
import { UpdateMethodResponse } from "./operations/UpdateMethodResponse.ts";
import { UpdateModel } from "./operations/UpdateModel.ts";
import { UpdateRequestValidator } from "./operations/UpdateRequestValidator.ts";
import { UpdateResource } from "./operations/UpdateResource.ts";
import { UpdateRestApi } from "./operations/UpdateRestApi.ts";
import { UpdateStage } from "./operations/UpdateStage.ts";
import { UpdateUsage } from "./operations/UpdateUsage.ts";
import { UpdateUsagePlan } from "./operations/UpdateUsagePlan.ts";
import { UpdateVpcLink } from "./operations/UpdateVpcLink.ts";

/** Every operation of API Gateway's REST APIs (v1). */
export const restOperations: {
  readonly [Name in keyof RestOperations]: Operation<Name, DataPlane> | typeof notImplemented;
} = {
  CreateApiKey,
  CreateAuthorizer,
  CreateBasePathMapping,
  CreateDeployment,
  CreateDocumentationPart,
  CreateDocumentationVersion,
  CreateDomainName,
  CreateDomainNameAccessAssociation,
  CreateModel,
  CreateRequestValidator,
  CreateResource,
  CreateRestApi,
  CreateStage,
  CreateUsagePlan,
  CreateUsagePlanKey,
  CreateVpcLink,
  DeleteApiKey,
  DeleteAuthorizer,
  DeleteBasePathMapping,
  DeleteClientCertificate,
  DeleteDeployment,
  DeleteDocumentationPart,
  DeleteDocumentationVersion,
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
  DeleteUsagePlan,
  DeleteUsagePlanKey,
  DeleteVpcLink,
  FlushStageAuthorizersCache,
  FlushStageCache,
  GenerateClientCertificate,
  GetAccount,
  GetApiKey,
  GetApiKeys,
  GetAuthorizer,
  GetAuthorizers,
  GetBasePathMapping,
  GetBasePathMappings,
  GetClientCertificate,
  GetClientCertificates,
  GetDeployment,
  GetDeployments,
  GetDocumentationPart,
  GetDocumentationParts,
  GetDocumentationVersion,
  GetDocumentationVersions,
  GetDomainName,
  GetDomainNameAccessAssociations,
  GetDomainNames,
  GetExport,
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
  GetSdkType,
  GetSdkTypes,
  GetStage,
  GetStages,
  GetTags,
  GetUsage,
  GetUsagePlan,
  GetUsagePlanKey,
  GetUsagePlanKeys,
  GetUsagePlans,
  GetVpcLink,
  GetVpcLinks,
  ImportApiKeys,
  ImportDocumentationParts,
  ImportRestApi,
  PutGatewayResponse,
  PutIntegration,
  PutIntegrationResponse,
  PutMethod,
  PutMethodResponse,
  PutRestApi,
  RejectDomainNameAccessAssociation,
  TagResource,
  TestInvokeAuthorizer,
  TestInvokeMethod,
  UntagResource,
  UpdateAccount,
  UpdateApiKey,
  UpdateAuthorizer,
  UpdateBasePathMapping,
  UpdateClientCertificate,
  UpdateDeployment,
  UpdateDocumentationPart,
  UpdateDocumentationVersion,
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
  UpdateUsage,
  UpdateUsagePlan,
  UpdateVpcLink,
};
