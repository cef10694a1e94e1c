import type { TestInvokeMethodResponse } from "@aws-sdk/client-api-gateway";
import { ownEntry } from "../../domain/own-entry.ts";
import { noSuchMethod, noSuchResource } from "../../domain/rest/errors.ts";
import type { DataPlane } from "../../front/data-plane.ts";
import { compiledOf } from "../../front/rest/compiled.ts";
import { testMethod } from "../../front/test-invoke/test-method.ts";
import { testedHeaders } from "../../front/test-invoke/tested-request.ts";
import { apiOf } from "../../store/rest-apis.ts";
import { takeSnapshot } from "../../store/take-snapshot.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_TestInvokeMethod.html */
export const TestInvokeMethod: Operation<"TestInvokeMethod", DataPlane> = async (
  input,
  call,
  dataPlane,
): Promise<TestInvokeMethodResponse> => {
  const { body = "", httpMethod, pathWithQueryString, resourceId, restApiId, stageVariables = {} } = input;
  const { clientCertificateId } = input;
  const { place } = call;
  const snapshot = await dataPlane.change(place, async (rows) =>
    takeSnapshot(rows, await apiOf(rows, place, restApiId)),
  );
  const resource = snapshot.resources.find(({ id }) => id === resourceId);
  if (resource === undefined) throw noSuchResource();
  const method = ownEntry(resource.resourceMethods, httpMethod) && compiledOf(snapshot).methodOf(resource, httpMethod);
  if (method === undefined) throw noSuchMethod();
  return await testMethod({
    dataPlane,
    call,
    snapshot,
    resource,
    method,
    httpMethod,
    target: pathWithQueryString ?? resource.path,
    headers: testedHeaders(input),
    body,
    stageVariables,
    clientCertificateId,
  });
};
