import type { TestInvokeAuthorizerResponse } from "@aws-sdk/client-api-gateway";
import { noSuchAuthorizer } from "../../domain/rest/authorizer.ts";
import type { DataPlane } from "../../front/data-plane.ts";
import { testAuthorizer } from "../../front/test-invoke/test-authorizer.ts";
import { testedHeaders } from "../../front/test-invoke/tested-request.ts";
import { apiOf } from "../../store/rest-apis.ts";
import { takeSnapshot } from "../../store/take-snapshot.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_TestInvokeAuthorizer.html */
export const TestInvokeAuthorizer: Operation<"TestInvokeAuthorizer", DataPlane> = async (
  input,
  call,
  dataPlane,
): Promise<TestInvokeAuthorizerResponse> => {
  const { additionalContext = {}, authorizerId, body = "" } = input;
  const { pathWithQueryString: target = "/", restApiId, stageVariables = {} } = input;
  const { place } = call;
  const snapshot = await dataPlane.change(place, async (rows) =>
    takeSnapshot(rows, await apiOf(rows, place, restApiId)),
  );
  const authorizer = snapshot.authorizers.find(({ id }) => id === authorizerId);
  if (authorizer === undefined) throw noSuchAuthorizer();
  return await testAuthorizer({
    dataPlane,
    call,
    snapshot,
    authorizer,
    httpMethod: "GET",
    target,
    headers: testedHeaders(input),
    body,
    stageVariables,
    additionalContext,
  });
};
