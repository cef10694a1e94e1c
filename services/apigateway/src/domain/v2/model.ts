import type * as sdk from "@aws-sdk/client-apigatewayv2";
import { badRequest, conflict } from "../errors.ts";
import { noSuchPart } from "./errors.ts";
import { type Asked, membersOf } from "./members.ts";
import type { StoredModel } from "../rest/snapshot.ts";
import type { StoredV2Model, V2Snapshot } from "./snapshot.ts";

const MEMBERS = ["ContentType", "Description", "Name", "Schema"] as const;

export type ModelMembers = Asked<Pick<sdk.Model, (typeof MEMBERS)[number]> & { readonly Name: string }>;

export type WithModel = { readonly api: V2Snapshot; readonly model: StoredV2Model };

/** An API with one more model. @throws AwsError */
export function withModel(of: V2Snapshot, modelId: string, request: ModelMembers & { Name: string }): WithModel {
  if (of.api.ProtocolType === "HTTP") {
    throw badRequest("Currently, Models are not permitted for APIs with a protocol type of HTTP");
  }
  const model = checked(of, {
    ContentType: "application/json",
    ...membersOf(request, MEMBERS),
    Name: request.Name,
    ModelId: modelId,
  });
  return { api: { ...of, models: [...of.models, model] }, model };
}

/** An API after an update of one of its models. @throws AwsError */
export function withUpdatedModel(of: V2Snapshot, modelId: string, request: ModelMembers): WithModel {
  const current = modelOf(of, modelId);
  const model = checked(of, { ...current, ...membersOf(request, MEMBERS) });
  return { api: { ...of, models: of.models.map((one) => (one === current ? model : one)) }, model };
}

/** An API without one of its models. @throws AwsError NotFoundException */
export function withoutModel(of: V2Snapshot, modelId: string): V2Snapshot {
  const current = modelOf(of, modelId);
  return { ...of, models: of.models.filter((one) => one !== current) };
}

/** A model of an API, or AWS's refusal. */
function modelOf(of: V2Snapshot, modelId: string): StoredV2Model {
  const found = of.models.find(({ ModelId }) => ModelId === modelId);
  if (found === undefined) throw noSuchPart("Model", modelId);
  return found;
}

/** A model as REST APIs have theirs. */
export const asRestModel = ({ ContentType, ModelId, Name, Schema }: StoredV2Model): StoredModel => ({
  id: ModelId,
  name: Name,
  contentType: ContentType,
  schema: Schema,
});

/** A schema is JSON, which a model of another type need not have. */
function isSchema(schema: string): boolean {
  try {
    const value: unknown = JSON.parse(schema);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function checked(of: V2Snapshot, model: StoredV2Model): StoredV2Model {
  if (!/^[a-zA-Z0-9]+$/.test(model.Name)) throw badRequest(`Model name must be alphanumeric: ${model.Name}`);
  if (of.models.some(({ ModelId, Name }) => Name === model.Name && ModelId !== model.ModelId)) {
    throw conflict("Model name already exists for this API");
  }
  // In words that nobody recorded from AWS.
  if (model.ContentType === "application/json" && !isSchema(model.Schema ?? "")) {
    throw badRequest(`Invalid model schema specified: ${model.Name}`);
  }
  return model;
}
