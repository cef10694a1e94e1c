import { notImplemented } from "@skylab/service";
import type { V2Operations, Operation } from "./operation.ts";
import { CreateApi } from "./operations/CreateApi.ts";
import { CreateApiMapping } from "./operations/CreateApiMapping.ts";
import { CreateAuthorizer } from "./operations/CreateAuthorizer.ts";
import { CreateDeployment } from "./operations/CreateDeployment.ts";
import { CreateDomainName } from "./operations/CreateDomainName.ts";
import { CreateIntegration } from "./operations/CreateIntegration.ts";
import { CreateIntegrationResponse } from "./operations/CreateIntegrationResponse.ts";
import { CreateModel } from "./operations/CreateModel.ts";
import { CreateRoute } from "./operations/CreateRoute.ts";
import { CreateRouteResponse } from "./operations/CreateRouteResponse.ts";
import { CreateRoutingRule } from "./operations/CreateRoutingRule.ts";
import { CreateStage } from "./operations/CreateStage.ts";
import { CreateVpcLink } from "./operations/CreateVpcLink.ts";
import { DeleteAccessLogSettings } from "./operations/DeleteAccessLogSettings.ts";
import { DeleteApi } from "./operations/DeleteApi.ts";
import { DeleteApiMapping } from "./operations/DeleteApiMapping.ts";
import { DeleteAuthorizer } from "./operations/DeleteAuthorizer.ts";
import { DeleteCorsConfiguration } from "./operations/DeleteCorsConfiguration.ts";
import { DeleteDeployment } from "./operations/DeleteDeployment.ts";
import { DeleteDomainName } from "./operations/DeleteDomainName.ts";
import { DeleteIntegration } from "./operations/DeleteIntegration.ts";
import { DeleteIntegrationResponse } from "./operations/DeleteIntegrationResponse.ts";
import { DeleteModel } from "./operations/DeleteModel.ts";
import { DeleteRoute } from "./operations/DeleteRoute.ts";
import { DeleteRouteRequestParameter } from "./operations/DeleteRouteRequestParameter.ts";
import { DeleteRouteResponse } from "./operations/DeleteRouteResponse.ts";
import { DeleteRouteSettings } from "./operations/DeleteRouteSettings.ts";
import { DeleteRoutingRule } from "./operations/DeleteRoutingRule.ts";
import { DeleteStage } from "./operations/DeleteStage.ts";
import { DeleteVpcLink } from "./operations/DeleteVpcLink.ts";
import { ExportApi } from "./operations/ExportApi.ts";
import { GetApi } from "./operations/GetApi.ts";
import { GetApiMapping } from "./operations/GetApiMapping.ts";
import { GetApiMappings } from "./operations/GetApiMappings.ts";
import { GetApis } from "./operations/GetApis.ts";
import { GetAuthorizer } from "./operations/GetAuthorizer.ts";
import { GetAuthorizers } from "./operations/GetAuthorizers.ts";
import { GetDeployment } from "./operations/GetDeployment.ts";
import { GetDeployments } from "./operations/GetDeployments.ts";
import { GetDomainName } from "./operations/GetDomainName.ts";
import { GetDomainNames } from "./operations/GetDomainNames.ts";
import { GetIntegration } from "./operations/GetIntegration.ts";
import { GetIntegrationResponse } from "./operations/GetIntegrationResponse.ts";
import { GetIntegrationResponses } from "./operations/GetIntegrationResponses.ts";
import { GetIntegrations } from "./operations/GetIntegrations.ts";
import { GetModel } from "./operations/GetModel.ts";
import { GetModelTemplate } from "./operations/GetModelTemplate.ts";
import { GetModels } from "./operations/GetModels.ts";
import { GetRoute } from "./operations/GetRoute.ts";
import { GetRouteResponse } from "./operations/GetRouteResponse.ts";
import { GetRouteResponses } from "./operations/GetRouteResponses.ts";
import { GetRoutes } from "./operations/GetRoutes.ts";
import { GetRoutingRule } from "./operations/GetRoutingRule.ts";
import { GetStage } from "./operations/GetStage.ts";
import { GetStages } from "./operations/GetStages.ts";
import { GetTags } from "./operations/GetTags.ts";
import { GetVpcLink } from "./operations/GetVpcLink.ts";
import { GetVpcLinks } from "./operations/GetVpcLinks.ts";
import { ImportApi } from "./operations/ImportApi.ts";
import { ListRoutingRules } from "./operations/ListRoutingRules.ts";
import { PutRoutingRule } from "./operations/PutRoutingRule.ts";
import { ReimportApi } from "./operations/ReimportApi.ts";
import { ResetAuthorizersCache } from "./operations/ResetAuthorizersCache.ts";
import { TagResource } from "./operations/TagResource.ts";
import { UntagResource } from "./operations/UntagResource.ts";
import { UpdateApi } from "./operations/UpdateApi.ts";
import { UpdateApiMapping } from "./operations/UpdateApiMapping.ts";
import { UpdateAuthorizer } from "./operations/UpdateAuthorizer.ts";
import { UpdateDeployment } from "./operations/UpdateDeployment.ts";
import { UpdateDomainName } from "./operations/UpdateDomainName.ts";
import { UpdateIntegration } from "./operations/UpdateIntegration.ts";
import { UpdateIntegrationResponse } from "./operations/UpdateIntegrationResponse.ts";
import { UpdateModel } from "./operations/UpdateModel.ts";
import { UpdateRoute } from "./operations/UpdateRoute.ts";
import { UpdateRouteResponse } from "./operations/UpdateRouteResponse.ts";
import { UpdateStage } from "./operations/UpdateStage.ts";
import { UpdateVpcLink } from "./operations/UpdateVpcLink.ts";

/** Every operation of API Gateway v2: HTTP and WebSocket APIs. */
export const v2Operations: {
  readonly [Name in keyof V2Operations]: Operation<Name> | typeof notImplemented;
} = {
  CreateApi,
  CreateApiMapping,
  CreateAuthorizer,
  CreateDeployment,
  CreateDomainName,
  CreateIntegration,
  CreateIntegrationResponse,
  CreateModel,
  CreatePortal: notImplemented,
  CreatePortalProduct: notImplemented,
  CreateProductPage: notImplemented,
  CreateProductRestEndpointPage: notImplemented,
  CreateRoute,
  CreateRouteResponse,
  CreateRoutingRule,
  CreateStage,
  CreateVpcLink,
  DeleteAccessLogSettings,
  DeleteApi,
  DeleteApiMapping,
  DeleteAuthorizer,
  DeleteCorsConfiguration,
  DeleteDeployment,
  DeleteDomainName,
  DeleteIntegration,
  DeleteIntegrationResponse,
  DeleteModel,
  DeletePortal: notImplemented,
  DeletePortalProduct: notImplemented,
  DeletePortalProductSharingPolicy: notImplemented,
  DeleteProductPage: notImplemented,
  DeleteProductRestEndpointPage: notImplemented,
  DeleteRoute,
  DeleteRouteRequestParameter,
  DeleteRouteResponse,
  DeleteRouteSettings,
  DeleteRoutingRule,
  DeleteStage,
  DeleteVpcLink,
  DisablePortal: notImplemented,
  ExportApi,
  GetApi,
  GetApiMapping,
  GetApiMappings,
  GetApis,
  GetAuthorizer,
  GetAuthorizers,
  GetDeployment,
  GetDeployments,
  GetDomainName,
  GetDomainNames,
  GetIntegration,
  GetIntegrationResponse,
  GetIntegrationResponses,
  GetIntegrations,
  GetModel,
  GetModelTemplate,
  GetModels,
  GetPortal: notImplemented,
  GetPortalProduct: notImplemented,
  GetPortalProductSharingPolicy: notImplemented,
  GetProductPage: notImplemented,
  GetProductRestEndpointPage: notImplemented,
  GetRoute,
  GetRouteResponse,
  GetRouteResponses,
  GetRoutes,
  GetRoutingRule,
  GetStage,
  GetStages,
  GetTags,
  GetVpcLink,
  GetVpcLinks,
  ImportApi,
  ListPortalProducts: notImplemented,
  ListPortals: notImplemented,
  ListProductPages: notImplemented,
  ListProductRestEndpointPages: notImplemented,
  ListRoutingRules,
  PreviewPortal: notImplemented,
  PublishPortal: notImplemented,
  PutPortalProductSharingPolicy: notImplemented,
  PutRoutingRule,
  ReimportApi,
  ResetAuthorizersCache,
  TagResource,
  UntagResource,
  UpdateApi,
  UpdateApiMapping,
  UpdateAuthorizer,
  UpdateDeployment,
  UpdateDomainName,
  UpdateIntegration,
  UpdateIntegrationResponse,
  UpdateModel,
  UpdatePortal: notImplemented,
  UpdatePortalProduct: notImplemented,
  UpdateProductPage: notImplemented,
  UpdateProductRestEndpointPage: notImplemented,
  UpdateRoute,
  UpdateRouteResponse,
  UpdateStage,
  UpdateVpcLink,
};
