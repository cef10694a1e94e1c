import type { AwsError } from "@skylab/aws";
import { badRequest, conflict, limitExceeded, notFound } from "../errors.ts";

// What AWS says of the parts of REST APIs.

export const noSuchResource = (): AwsError => notFound("Invalid Resource identifier specified");

export const noSuchMethod = (): AwsError => notFound("Invalid Method identifier specified");

export const noSuchIntegration = (): AwsError => notFound("Invalid Integration identifier specified");

/** Of responses of methods and of integrations. */
export const noSuchResponse = (): AwsError => notFound("Invalid Response status code specified");

export const noSuchParameter = (): AwsError => notFound("Invalid parameter name specified");

export const noSuchContentType = (): AwsError => notFound("Content-Type specified was not found");

export const noSuchModel = (name: string): AwsError => notFound(`Invalid model name specified: ${name}`);

/** What a method or a response names as a model. */
export const invalidModel = (name: string): AwsError => badRequest(`Invalid model identifier specified: ${name}`);

export const noSuchRequestValidator = (): AwsError => notFound("Invalid Request Validator identifier specified");

/** What a method names as its validator. */
export const invalidRequestValidator = (): AwsError => badRequest("Invalid Request Validator identifier specified");

export const invalidAuthorizer = (): AwsError =>
  badRequest(
    "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.",
  );

export const methodExists = (): AwsError => conflict("Method already exists for this resource");

export const responseExists = (): AwsError => conflict("Response already exists for this resource");

export const invalidArn = (): AwsError => badRequest("Invalid ARN specified in the request");

/** One of AWS's enumerations, where the model knows no words. */
export const invalidOption = (kind: string, options: readonly string[]): AwsError =>
  badRequest(`Invalid ${kind} specified. Valid options are ${options.join(",")}`);

export const missingOption = (kind: string): AwsError => badRequest(`Enumeration value for ${kind} must be non-empty`);

/** AWS names the domains. */
export const restApiMapped = (apiId: string, domains: readonly string[]): AwsError =>
  badRequest(
    `Deleting RestApi ${apiId} failed. Please remove all base path mappings related to the RestApi in your domains: ${domains.join(", ")}`,
  );

export const tooManyResources = (): AwsError =>
  limitExceeded(
    "Maximum number of resources for this API has been reached. Please contact AWS if you need additional resources.",
  );

/** In words that nobody recorded from AWS, as those of resources. */
export const tooManyRestApis = (): AwsError =>
  limitExceeded(
    "Maximum number of REST APIs for this account has been reached. Please contact AWS if you need additional REST APIs.",
  );

/** In words that nobody recorded from AWS. */
export const rootResourceStays = (): AwsError => badRequest("Root resource cannot be deleted.");

export const modelExists = (): AwsError => conflict("Model name already exists for this REST API");

/** @param user what names it: `method request: /pets/GET` */
export const modelInUse = (name: string, user: string): AwsError =>
  conflict(`Cannot delete model '${name}', is referenced in ${user}`);

/** In words that nobody recorded from AWS, as those of models. */
export const requestValidatorInUse = (id: string, user: string): AwsError =>
  conflict(`Cannot delete request validator '${id}', is referenced in ${user}`);

export const invalidRestApi = (): AwsError => badRequest("Invalid REST API identifier specified");

export const noSuchGatewayResponse = (): AwsError => notFound("Gateway response type not defined on api");
