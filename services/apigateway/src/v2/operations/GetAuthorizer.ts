import type { GetAuthorizerResponse } from "@aws-sdk/client-apigatewayv2";
import { v2AuthorizerRows } from "../../store/v2-parts.ts";
import { findPart } from "../find-part.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers-authorizerid.html */
export const GetAuthorizer: Operation<"GetAuthorizer"> = (
  { ApiId, AuthorizerId },
  call,
  store,
): Promise<GetAuthorizerResponse> =>
  findPart(store, call, { table: v2AuthorizerRows, kind: "Authorizer", key: [ApiId, AuthorizerId] });
