import type { AuthorizerType } from "@aws-sdk/client-apigatewayv2";
import { INVOCATION } from "./v2-api.ts";

/** What an authorizer of an HTTP API is asked for with, beside the API. */
type AskedAuthorizer = {
  readonly AuthorizerType: AuthorizerType;
  readonly IdentitySource: string[];
  readonly Name: string;
};

/** A token of this issuer. */
export const jwtAuthorizer = (
  Name = "jwt",
): AskedAuthorizer & { readonly JwtConfiguration: { readonly Audience: string[]; readonly Issuer: string } } => ({
  AuthorizerType: "JWT",
  IdentitySource: ["$request.header.Authorization"],
  JwtConfiguration: { Audience: ["orders"], Issuer: "https://issuer.example.com" },
  Name,
});

/** A function that answers yes or no. */
export const functionAuthorizer = (
  Name = "function",
): AskedAuthorizer & { readonly AuthorizerPayloadFormatVersion: string; readonly AuthorizerUri: string } => ({
  AuthorizerPayloadFormatVersion: "2.0",
  AuthorizerType: "REQUEST",
  AuthorizerUri: INVOCATION,
  IdentitySource: ["$request.header.Authorization"],
  Name,
});
