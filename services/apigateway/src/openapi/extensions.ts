// Names of extensions that several rooms read or write.

export const INTEGRATION_EXTENSION = "x-amazon-apigateway-integration";

export const VALIDATOR_EXTENSION = "x-amazon-apigateway-request-validator";
