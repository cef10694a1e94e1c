import { NotServed } from "./not-served.ts";

/**
 * Every AWS API that Skylab serves, and the container that it is in: a folder of services/, and a host in compose. APIs that
 * share their records share a container.
 */
const CONTAINERS = {
  apigateway: "apigateway",
  apigatewaymanagementapi: "apigateway",
  apigatewayv2: "apigateway",
  dynamodb: "dynamodb",
  "dynamodb-streams": "dynamodb",
  iam: "iam",
  lambda: "lambda",
  logs: "logs",
  s3: "s3",
  sns: "sns",
  sqs: "sqs",
  sts: "iam",
} as const;

/** Our name of an API that Skylab serves. */
export type ServiceName = keyof typeof CONTAINERS;

/** The names that `SKYLAB_SERVICES` may list. */
export const SERVICE_NAMES: readonly string[] = Object.keys(CONTAINERS);

const CONTAINER_OF = new Map<string, string>(Object.entries(CONTAINERS));

/** @throws NotServed for a service that Skylab does not have. */
export function containerOf(service: string): string {
  const container = CONTAINER_OF.get(service);
  if (container === undefined) throw new NotServed(`Skylab has no ${service}.`);
  return container;
}
