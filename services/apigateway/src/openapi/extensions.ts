// Names of extensions that several rooms read or write.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html

export const INTEGRATION_EXTENSION = "x-amazon-apigateway-integration";

/** In components: integrations that several operations refer to. */
export const INTEGRATIONS_EXTENSION = "x-amazon-apigateway-integrations";

export const VALIDATOR_EXTENSION = "x-amazon-apigateway-request-validator";

export const AUTHORIZER_EXTENSION = "x-amazon-apigateway-authorizer";

export const AUTHTYPE_EXTENSION = "x-amazon-apigateway-authtype";

/** Who signs requests is told by a scheme of this authtype. */
export const SIGV4_AUTHTYPE = "awsSigv4";

export const ENDPOINT_EXTENSION = "x-amazon-apigateway-endpoint-configuration";

/** The member of a path that is done whatever the method is. */
export const ANY_METHOD = "x-amazon-apigateway-any-method";

export const CORS_EXTENSION = "x-amazon-apigateway-cors";

export const TAG_VALUE_EXTENSION = "x-amazon-apigateway-tag-value";

export const VERSION_EXTENSION = "x-amazon-apigateway-importexport-version";
