/** The partition that all accounts and regions share: addresses of APIs name neither. */
export const DIRECTORY = "apigateway";

/** API id -> PublishedApi, whose it is; in the directory */
export const API_IDS_SPACE = "apigateway.api-ids";

/** host -> DomainOwner, whose custom domain it is; in the directory */
export const HOSTS_SPACE = "apigateway.hosts";

/** connection id -> StoredConnection, an open WebSocket; in the directory */
export const CONNECTIONS_SPACE = "apigateway.connections";

/** id of a process -> StoredReplica, which has open WebSockets; in the directory */
export const REPLICAS_SPACE = "apigateway.replicas";

/** domain name, its id or `` -> StoredDomainName */
export const DOMAIN_NAMES_SPACE = "apigateway.domain-names";

/** ARN of an access association -> DomainNameAccessAssociation: those of the place's VPC endpoints */
export const ACCESS_ASSOCIATIONS_SPACE = "apigateway.access-associations";

/** ARN of an access association -> DomainNameAccessAssociation: those of others with the place's private domain names */
export const FOREIGN_ASSOCIATIONS_SPACE = "apigateway.foreign-associations";

/** API id, authorizer id -> StoredRestAuthorizer */
export const AUTHORIZERS_SPACE = "apigateway.authorizers";

/** API id, stage name -> StoredStage */
export const STAGES_SPACE = "apigateway.stages";

/** API id, deployment id -> StoredDeployment */
export const DEPLOYMENTS_SPACE = "apigateway.deployments";

/** API id, deployment id -> RestSnapshot */
export const SNAPSHOTS_SPACE = "apigateway.snapshots";

/** API id, stage name -> StoredV2Stage */
export const V2_STAGES_SPACE = "apigateway.v2-stages";

/** API id, deployment id -> StoredV2Deployment */
export const V2_DEPLOYMENTS_SPACE = "apigateway.v2-deployments";

/** API id, deployment id -> V2Snapshot */
export const V2_SNAPSHOTS_SPACE = "apigateway.v2-snapshots";

/** API id -> StoredRestApi */
export const REST_APIS_SPACE = "apigateway.rest-apis";

/** API id -> how often anything of a REST API was changed */
export const REST_API_CHANGES_SPACE = "apigateway.rest-api-changes";

/** API id, resource id -> StoredResource */
export const RESOURCES_SPACE = "apigateway.resources";

/** API id, model name -> StoredModel */
export const MODELS_SPACE = "apigateway.models";

/** API id, validator id -> StoredRequestValidator */
export const REQUEST_VALIDATORS_SPACE = "apigateway.request-validators";

/** API id, response type -> StoredGatewayResponse */
export const GATEWAY_RESPONSES_SPACE = "apigateway.gateway-responses";

/** API id, part id -> StoredDocumentationPart */
export const DOCUMENTATION_PARTS_SPACE = "apigateway.documentation-parts";

/** API id, version -> StoredDocumentationVersion */
export const DOCUMENTATION_VERSIONS_SPACE = "apigateway.documentation-versions";

/** key id -> StoredApiKey */
export const API_KEYS_SPACE = "apigateway.api-keys";

/** value -> key id */
export const API_KEY_VALUES_SPACE = "apigateway.api-key-values";

/** plan id -> StoredUsagePlan */
export const USAGE_PLANS_SPACE = "apigateway.usage-plans";

/** plan id, key id -> nothing */
export const USAGE_PLAN_KEYS_SPACE = "apigateway.usage-plan-keys";

/** key id -> ids of the plans that it is in */
export const PLANS_OF_KEYS_SPACE = "apigateway.plans-of-keys";

/** plan id, key id -> QuotaUse */
export const QUOTA_USES_SPACE = "apigateway.quota-uses";

/** plan id, key id, day -> DayUse: what was used on the days before; it expires */
export const USED_DAYS_SPACE = "apigateway.used-days";

/** name -> TokenBucket: what is left of throttles; it expires when all is left */
export const BUCKETS_SPACE = "apigateway.buckets";

/** certificate id -> StoredClientCertificate */
export const CLIENT_CERTIFICATES_SPACE = "apigateway.client-certificates";

/** VPC link id -> StoredRestVpcLink: those of REST APIs */
export const VPC_LINKS_SPACE = "apigateway.vpc-links";

/** `all` -> StoredAccount: what an account has set in a region */
export const ACCOUNT_SPACE = "apigateway.account";

/** What goes with a REST API when it is deleted: the spaces in which the keys of what belongs to one begin with its id. */
export const OF_REST_API_SPACES: readonly string[] = [
  REST_APIS_SPACE,
  REST_API_CHANGES_SPACE,
  RESOURCES_SPACE,
  MODELS_SPACE,
  REQUEST_VALIDATORS_SPACE,
  AUTHORIZERS_SPACE,
  GATEWAY_RESPONSES_SPACE,
  DOCUMENTATION_PARTS_SPACE,
  DOCUMENTATION_VERSIONS_SPACE,
  STAGES_SPACE,
  DEPLOYMENTS_SPACE,
  SNAPSHOTS_SPACE,
];

/** API id -> StoredApi */
export const V2_APIS_SPACE = "apigateway.v2-apis";

/** API id -> how often anything of an HTTP or WebSocket API was changed */
export const V2_API_CHANGES_SPACE = "apigateway.v2-api-changes";

/** API id, route id -> StoredRoute */
export const V2_ROUTES_SPACE = "apigateway.v2-routes";

/** API id, route id, response id -> StoredRouteResponse */
export const V2_ROUTE_RESPONSES_SPACE = "apigateway.v2-route-responses";

/** API id, integration id -> StoredV2Integration */
export const V2_INTEGRATIONS_SPACE = "apigateway.v2-integrations";

/** API id, integration id, response id -> StoredV2IntegrationResponse */
export const V2_INTEGRATION_RESPONSES_SPACE = "apigateway.v2-integration-responses";

/** API id, authorizer id -> StoredV2Authorizer */
export const V2_AUTHORIZERS_SPACE = "apigateway.v2-authorizers";

/** API id, model id -> StoredV2Model */
export const V2_MODELS_SPACE = "apigateway.v2-models";

/** VPC link id -> StoredVpcLink: those of HTTP APIs */
export const V2_VPC_LINKS_SPACE = "apigateway.v2-vpc-links";

/** What goes with an HTTP or WebSocket API when it is deleted: the keys of what belongs to one begin with its id. */
export const OF_V2_API_SPACES: readonly string[] = [
  V2_APIS_SPACE,
  V2_API_CHANGES_SPACE,
  V2_ROUTES_SPACE,
  V2_ROUTE_RESPONSES_SPACE,
  V2_INTEGRATIONS_SPACE,
  V2_INTEGRATION_RESPONSES_SPACE,
  V2_AUTHORIZERS_SPACE,
  V2_MODELS_SPACE,
  V2_STAGES_SPACE,
  V2_DEPLOYMENTS_SPACE,
  V2_SNAPSHOTS_SPACE,
];

/** What API Gateway keeps in the records of a place: the spaces of its tables, which a reset empties. */
export const SPACES: readonly string[] = [
  ...OF_REST_API_SPACES,
  DOMAIN_NAMES_SPACE,
  ACCESS_ASSOCIATIONS_SPACE,
  FOREIGN_ASSOCIATIONS_SPACE,
  API_KEYS_SPACE,
  API_KEY_VALUES_SPACE,
  USAGE_PLANS_SPACE,
  USAGE_PLAN_KEYS_SPACE,
  PLANS_OF_KEYS_SPACE,
  QUOTA_USES_SPACE,
  USED_DAYS_SPACE,
  BUCKETS_SPACE,
  CLIENT_CERTIFICATES_SPACE,
  VPC_LINKS_SPACE,
  ACCOUNT_SPACE,
  ...OF_V2_API_SPACES,
  V2_VPC_LINKS_SPACE,
];
