import type { Authorizer } from "@aws-sdk/client-api-gateway";
import { noSuchAuthorizer } from "../../domain/rest/authorizer.ts";
import { authorizerRows } from "../../store/authorizers.ts";
import { apiOf } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

export const GetAuthorizer: Operation<"GetAuthorizer"> = async (input, { place }, store): Promise<Authorizer> => {
  const { restApiId, authorizerId } = input;
  const rows = store.of(place);
  await apiOf(rows, place, restApiId);
  const authorizer = await rows.get(authorizerRows, restApiId, authorizerId);
  if (authorizer === undefined) throw noSuchAuthorizer();
  return authorizer;
};
