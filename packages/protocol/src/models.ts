import { readFileSync } from "node:fs";
import type { ServiceModel } from "./model.ts";

/** The models that stand in packages/protocol/models, by our name of the service. */
export const MODEL_NAMES = [
  "apigateway",
  "apigatewaymanagementapi",
  "apigatewayv2",
  "cloudformation",
  "cloudwatch",
  "dynamodb",
  "dynamodb-streams",
  "events",
  "iam",
  "kinesis",
  "kms",
  "lambda",
  "logs",
  "s3",
  "scheduler",
  "secretsmanager",
  "sns",
  "sqs",
  "ssm",
  "states",
  "sts",
] as const;

export type ModelName = (typeof MODEL_NAMES)[number];

const loaded = new Map<ModelName, ServiceModel>();

/** A service's model, read from disk at the first call. */
export function loadModel(name: ModelName): ServiceModel {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const file = new URL(`../models/${name}.json`, import.meta.url);
  const model: ServiceModel = JSON.parse(readFileSync(file, "utf8"));
  loaded.set(name, model);
  return model;
}
