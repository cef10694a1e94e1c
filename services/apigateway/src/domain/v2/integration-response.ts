import type * as sdk from "@aws-sdk/client-apigatewayv2";
import { badRequest, conflict } from "../errors.ts";
import { noSuchPart } from "./errors.ts";
import { type Asked, membersOf, mergedTexts } from "./members.ts";
import type { StoredV2IntegrationResponse, V2Snapshot } from "./snapshot.ts";
import { integrationOf } from "./integration.ts";

const MEMBERS = ["ContentHandlingStrategy", "IntegrationResponseKey", "TemplateSelectionExpression"] as const;

export type IntegrationResponseMembers = Asked<
  Pick<sdk.IntegrationResponse, (typeof MEMBERS)[number] | "ResponseParameters" | "ResponseTemplates">
>;

export type IntegrationResponseAddress = { readonly IntegrationId: string; readonly IntegrationResponseId: string };

export type WithIntegrationResponse = { readonly api: V2Snapshot; readonly response: StoredV2IntegrationResponse };

/** An API with one more response of an integration. @throws AwsError */
export function withIntegrationResponse(
  of: V2Snapshot,
  address: IntegrationResponseAddress,
  request: IntegrationResponseMembers & { readonly IntegrationResponseKey: string },
): WithIntegrationResponse {
  integrationOf(of, address.IntegrationId);
  if (of.api.ProtocolType !== "WEBSOCKET") {
    throw badRequest("IntegrationResponses are currently not supported for this API protocol type.");
  }
  const response = checked(of, {
    ...membersOf(request, MEMBERS),
    ...mapsOf({}, request),
    IntegrationResponseKey: request.IntegrationResponseKey,
    ...address,
  });
  return { api: { ...of, integrationResponses: [...of.integrationResponses, response] }, response };
}

/** An API after an update of a response of an integration. @throws AwsError */
export function withUpdatedIntegrationResponse(
  of: V2Snapshot,
  address: IntegrationResponseAddress,
  request: IntegrationResponseMembers,
): WithIntegrationResponse {
  const current = integrationResponseOf(of, address);
  const response = checked(of, { ...current, ...membersOf(request, MEMBERS), ...mapsOf(current, request) });
  const integrationResponses = of.integrationResponses.map((one) => (one === current ? response : one));
  return { api: { ...of, integrationResponses }, response };
}

/** An API without a response of an integration. @throws AwsError NotFoundException */
export function withoutIntegrationResponse(of: V2Snapshot, address: IntegrationResponseAddress): V2Snapshot {
  const current = integrationResponseOf(of, address);
  return { ...of, integrationResponses: of.integrationResponses.filter((one) => one !== current) };
}

/** A response of an integration, or AWS's refusal. */
function integrationResponseOf(
  of: V2Snapshot,
  { IntegrationId, IntegrationResponseId }: IntegrationResponseAddress,
): StoredV2IntegrationResponse {
  integrationOf(of, IntegrationId);
  const found = of.integrationResponses.find(
    (one) => one.IntegrationId === IntegrationId && one.IntegrationResponseId === IntegrationResponseId,
  );
  if (found === undefined) throw noSuchPart("IntegrationResponse", IntegrationResponseId);
  return found;
}

const mapsOf = (
  current: Pick<Partial<StoredV2IntegrationResponse>, "ResponseParameters" | "ResponseTemplates">,
  { ResponseParameters, ResponseTemplates }: IntegrationResponseMembers,
): Pick<StoredV2IntegrationResponse, "ResponseParameters" | "ResponseTemplates"> => ({
  ...(ResponseParameters && { ResponseParameters: mergedTexts(current.ResponseParameters, ResponseParameters) }),
  ...(ResponseTemplates && { ResponseTemplates: mergedTexts(current.ResponseTemplates, ResponseTemplates) }),
});

function checked(of: V2Snapshot, response: StoredV2IntegrationResponse): StoredV2IntegrationResponse {
  const { IntegrationId, IntegrationResponseId, IntegrationResponseKey: key } = response;
  const isTaken = of.integrationResponses.some(
    (one) =>
      one.IntegrationId === IntegrationId &&
      one.IntegrationResponseKey === key &&
      one.IntegrationResponseId !== IntegrationResponseId,
  );
  // In words that nobody recorded from AWS.
  if (isTaken) throw conflict(`IntegrationResponse with key ${key} already exists for this Integration`);
  return response;
}

/** As the API shows it: without the integration that its path names. */
export const describeIntegrationResponse = ({
  IntegrationId: _named,
  ...response
}: StoredV2IntegrationResponse): Omit<StoredV2IntegrationResponse, "IntegrationId"> => response;
