import type { GetAuthorizersResponse } from "@aws-sdk/client-apigatewayv2";
import { v2AuthorizerRows } from "../../store/v2-parts.ts";
import { listParts } from "../find-part.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html */
export const GetAuthorizers: Operation<"GetAuthorizers"> = (input, call, store): Promise<GetAuthorizersResponse> =>
  listParts(store, call, {
    table: v2AuthorizerRows,
    of: [input.ApiId],
    page: input,
    describe: (authorizer) => authorizer,
  });
