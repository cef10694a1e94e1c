import type { Method } from "@aws-sdk/client-api-gateway";
import type { RestSnapshot, StoredRestAuthorizer } from "../../../domain/rest/snapshot.ts";
import { present } from "../../json.ts";
import { byName, type Exported } from "./exported.ts";

const API_KEY = "api_key";
const SIGV4 = "sigv4";

/** What a method asks of those who call it, by the names of schemes. */
export function exportSecurity(method: Method, { authorizers }: RestSnapshot): readonly Record<string, string[]>[] {
  const authorizer = authorizers.find(({ id }) => id === method.authorizerId);
  return [
    ...(method.authorizationType === "AWS_IAM" ? [{ [SIGV4]: [] }] : []),
    ...(authorizer === undefined ? [] : [{ [authorizer.name]: method.authorizationScopes ?? [] }]),
    ...(method.apiKeyRequired === true ? [{ [API_KEY]: [] }] : []),
  ];
}

/** The schemes that methods name, and all authorizers. */
export function exportSchemes({ extensions, snapshot }: Exported): Record<string, unknown> {
  const methods = snapshot.resources.flatMap(({ resourceMethods = {} }) => Object.values(resourceMethods));
  const authorizers = byName(snapshot.authorizers).map((authorizer) => [
    authorizer.name,
    authorizerScheme(authorizer, extensions.authorizers),
  ]);
  return {
    ...(methods.some(({ apiKeyRequired }) => apiKeyRequired === true) && { [API_KEY]: headerScheme("x-api-key") }),
    ...Object.fromEntries(authorizers),
    ...(methods.some(({ authorizationType }) => authorizationType === "AWS_IAM") && {
      [SIGV4]: { ...headerScheme("Authorization"), "x-amazon-apigateway-authtype": "awsSigv4" },
    }),
  };
}

const headerScheme = (name: string) => ({ type: "apiKey", name, in: "header" });

const HEADER = /^method\.request\.header\.([^\s,]+)$/;

function authorizerScheme(authorizer: StoredRestAuthorizer, isTold: boolean): Record<string, unknown> {
  const { authType, identitySource = "", type } = authorizer;
  const header = type === "REQUEST" ? undefined : HEADER.exec(identitySource)?.[1];
  // What a function decides by is no single header: the scheme has to name one, all the same.
  const scheme = headerScheme(header ?? "Unused");
  if (!isTold) return scheme;
  return {
    ...scheme,
    ...present({ "x-amazon-apigateway-authtype": authType }),
    "x-amazon-apigateway-authorizer": present({
      type: type.toLowerCase(),
      authorizerUri: authorizer.authorizerUri,
      authorizerCredentials: authorizer.authorizerCredentials,
      identitySource: header === undefined ? identitySource || undefined : undefined,
      identityValidationExpression: authorizer.identityValidationExpression,
      authorizerResultTtlInSeconds: authorizer.authorizerResultTtlInSeconds,
      providerARNs: authorizer.providerARNs,
    }),
  };
}
