import { loadModel, type OperationModel, type ServiceModel, type Shape } from "@skylab/protocol";

/** Recorded, and in the examples of the API reference, where the model says 200. */
const ANSWERED_204 = [
  "PutBucketAnalyticsConfiguration",
  "PutBucketInventoryConfiguration",
  "PutBucketMetricsConfiguration",
  "PutBucketPolicy",
  "PutBucketTagging",
];

/** S3's model, where S3 does otherwise than its model says. */
export function s3Model(): ServiceModel {
  const model = loadModel("s3");
  return {
    ...model,
    operations: {
      ...model.operations,
      ...Object.fromEntries(ANSWERED_204.map((name) => [name, with204(model, name)])),
    },
    shapes: {
      ...model.shapes,
      // Tools encode all of it, with its slashes.
      CopySource: { type: "string" },
      // What a constraint is told with depends on the endpoint, and a rule's name may be in whatever case.
      BucketLocationConstraint: { type: "string" },
      FilterRuleName: { type: "string" },
      StatusCode: { type: "integer" },
      BucketCannedACL: withValue(model, "BucketCannedACL", "log-delivery-write"),
      RestoreObjectOutput: withStatusCode(model, "RestoreObjectOutput"),
    },
  };
}

function with204(model: ServiceModel, name: string): OperationModel {
  const operation = model.operations[name];
  if (operation?.http === undefined) throw new Error(`S3's model has no ${name}.`);
  return { ...operation, http: { ...operation.http, status: 204 } };
}

/** RestoreObject answers 202 where a restore begins, and 200 where what is restored stays longer. */
function withStatusCode(model: ServiceModel, name: string): Shape {
  const shape = model.shapes[name];
  if (shape?.type !== "structure") throw new Error(`S3's model has no structure ${name}.`);
  const statusCode = { shape: "StatusCode", traits: { httpResponseCode: 1 } };
  return { ...shape, members: { ...shape.members, StatusCode: statusCode } };
}

function withValue(model: ServiceModel, name: string, value: string): Shape {
  const shape = model.shapes[name];
  if (shape?.type !== "string") throw new Error(`S3's model has no text ${name}.`);
  return { ...shape, enum: [...(shape.enum ?? []), value] };
}
