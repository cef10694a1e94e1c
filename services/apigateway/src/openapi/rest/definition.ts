import type {
  CreateAuthorizerRequest,
  CreateRestApiRequest,
  IntegrationResponse,
  Method,
  MethodResponse,
  PutIntegrationRequest,
  RequestValidator,
} from "@aws-sdk/client-api-gateway";
import type { ReadPart } from "../../domain/documentation/read-documentation.ts";
import type { StoredGatewayResponse } from "../../domain/rest/snapshot.ts";
import type { JsonObject } from "../json.ts";

/** A REST API as a document describes it. Parts name each other: ids they have where they are kept. */
export type RestDefinition = {
  readonly settings: RestSettings;
  readonly models: readonly ModelDefinition[];
  readonly validators: readonly Omit<RequestValidator, "id">[];
  readonly authorizers: readonly AuthorizerDefinition[];
  readonly gatewayResponses: readonly GatewayResponseDefinition[];
  /** Absent where documentation is to stay as it is. */
  readonly documentation?: readonly ReadPart[];
  /** Of resources, also of those without methods. */
  readonly paths: readonly string[];
  readonly methods: readonly MethodDefinition[];
  readonly warnings: readonly string[];
};

/** What a document says of an API as a whole; what it does not is not there. */
export type RestSettings = Pick<
  CreateRestApiRequest,
  | "apiKeySource"
  | "binaryMediaTypes"
  | "description"
  | "disableExecuteApiEndpoint"
  | "minimumCompressionSize"
  | "policy"
  | "version"
> & { readonly name?: string; readonly vpcEndpointIds?: string[] };

/** The schema as it stands in the document, with its references. */
export type ModelDefinition = { readonly name: string; readonly schema: JsonObject };

export type AuthorizerDefinition = Omit<CreateAuthorizerRequest, "restApiId"> & { readonly name: string };

export type GatewayResponseDefinition = Omit<StoredGatewayResponse, "defaultResponse" | "responseType"> & {
  readonly responseType: string;
};

export type MethodDefinition = {
  readonly path: string;
  readonly httpMethod: string;
  readonly method: Omit<Method, "authorizerId" | "methodIntegration" | "methodResponses" | "requestValidatorId">;
  /** By their names. */
  readonly authorizer?: string;
  readonly validator?: string;
  readonly responses: readonly MethodResponse[];
  readonly integration?: IntegrationDefinition;
};

export type IntegrationDefinition = {
  readonly request: Omit<PutIntegrationRequest, "httpMethod" | "resourceId" | "restApiId">;
  readonly responses: readonly IntegrationResponse[];
};
