import type { ProtocolType } from "@aws-sdk/client-apigatewayv2";
import { badRequest } from "../errors.ts";
import { limitReached } from "./errors.ts";
import type { StoredV2Authorizer } from "./snapshot.ts";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const MAX_AUDIENCES = 50;

/** @throws AwsError BadRequestException */
export function checkAuthorizer(authorizer: StoredV2Authorizer, protocol: ProtocolType): void {
  if ((authorizer.Name ?? "") === "") throw badRequest("Authorizer name cannot be empty");
  if (protocol === "WEBSOCKET") checkForWebSocket(authorizer);
  else if (authorizer.AuthorizerType === "JWT") checkJwt(authorizer);
  else checkRequest(authorizer);
}

function checkForWebSocket({ AuthorizerType, AuthorizerUri, IdentitySource = [] }: StoredV2Authorizer): void {
  if (AuthorizerType !== "REQUEST") {
    throw badRequest("Only REQUEST authorizer type is supported on WEBSOCKET protocol Apis.");
  }
  checkUri(AuthorizerUri);
  const wrong = IdentitySource.find((source) => !WEBSOCKET_SOURCE.test(source));
  if (wrong !== undefined) {
    throw badRequest(
      // Of AWS's words, those behind "a stage v" were not recorded.
      `Invalid request identity source expression: ${wrong}. The sources must be separated by comma, and each source must be either a request parameter, matching 'route.request.querystring|header.[a-zA-Z0-9._-]+', or a stage variable or context parameter`,
    );
  }
}

const WEBSOCKET_SOURCE = /^(?:route\.request\.(?:header|querystring)|stageVariables|context)\.[a-zA-Z0-9._-]+$/;

function checkJwt({ IdentitySource = [], JwtConfiguration: jwt }: StoredV2Authorizer): void {
  if (jwt === undefined) throw badRequest("JwtConfiguration must not be null for JWT Authorizer");
  const { Audience = [], Issuer = "" } = jwt;
  if (Audience.length === 0) throw badRequest("Audience list must have at least 1 item for JWT Authorizer");
  if (Audience.length > MAX_AUDIENCES) throw limitReached("Audiences");
  // AWS takes https alone. Issuers on this machine have http.
  if (!/^https?:\/\/[^/\s]+/.test(Issuer)) {
    throw badRequest("Invalid issuer: Issuer is not a valid URL for JWT Authorizer");
  }
  checkSources(IdentitySource);
}

function checkRequest(authorizer: StoredV2Authorizer): void {
  const { AuthorizerResultTtlInSeconds: ttl = 0, EnableSimpleResponses, IdentitySource = [] } = authorizer;
  const { AuthorizerPayloadFormatVersion: version, AuthorizerUri } = authorizer;
  checkUri(AuthorizerUri);
  if (version === undefined) {
    throw badRequest("AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer");
  }
  // In words that nobody recorded from AWS.
  if (version !== "1.0" && version !== "2.0")
    throw badRequest(`Unsupported AuthorizerPayloadFormatVersion: ${version}`);
  if (EnableSimpleResponses === true && version !== "2.0") {
    throw badRequest('EnableSimpleResponses can only be set for AuthorizerPayloadFormatVersion "2.0".');
  }
  if (ttl > 0 && IdentitySource.length === 0) {
    throw badRequest("Identity source must be set if authorizer caching is enabled (TTL is greater than 0)");
  }
  checkSources(IdentitySource);
}

function checkUri(uri = ""): void {
  if (uri === "") throw badRequest("AuthorizerUri is a required field in an Authorizer");
  // In words that nobody recorded from AWS.
  if (!/^arn:[^:]+:apigateway:[^:]+:lambda:path\//.test(uri)) {
    throw badRequest(
      `Invalid Authorizer URI: ${uri}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`,
    );
  }
}

function checkSources(sources: readonly string[]): void {
  const wrong = sources.find((source) => !HTTP_SOURCE.test(source));
  if (wrong === undefined) return;
  throw badRequest(
    `Invalid identity source expression: ${wrong}. The source must be a request header, request querystring, stage variable or context parameter`,
  );
}

const HTTP_SOURCE = /^\$(?:request\.(?:header|querystring)|context|stageVariables)\.\S+$/;
