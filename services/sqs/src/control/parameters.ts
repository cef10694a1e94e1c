import type { IncomingMessage } from "node:http";
import { AwsError } from "@skylab/aws";
import type { RequestHead } from "@skylab/protocol";
import { readControlBody } from "@skylab/service";
import { parseJsonObject } from "../domain/json.ts";

/** What the endpoint is asked; in the URL, in a form, or in JSON. */
export type Parameters = {
  readonly queueUrl: string | undefined;
  readonly showInvisible: boolean;
  readonly showDelayed: boolean;
};

/** @throws AwsError `InvalidRequest` for anything else than ReceiveMessage */
export async function readParameters(head: RequestHead, request: IncomingMessage): Promise<Parameters> {
  const inUrl = new URLSearchParams(head.query);
  const inBody = membersOf(head, (await readControlBody(request)).toString());
  const parameter = (name: string): string | undefined => inBody.get(name) ?? inUrl.get(name) ?? undefined;
  const action = actionOfTarget(head) ?? parameter("Action") ?? "ReceiveMessage";
  if (action !== "ReceiveMessage") throw invalidRequest("This endpoint only accepts ReceiveMessage calls");
  return {
    queueUrl: parameter("QueueUrl"),
    showInvisible: isTrue(parameter("ShowInvisible")),
    showDelayed: isTrue(parameter("ShowDelayed")),
  };
}

function membersOf({ headers }: RequestHead, body: string): ReadonlyMap<string, string> | URLSearchParams {
  if (!headers["content-type"]?.includes("json")) return new URLSearchParams(body);
  return new Map(Object.entries(parseJsonObject(body) ?? {}).flatMap(([name, value]) => wordOf(name, value)));
}

/** All parameters are single words; a list or an object is none. */
const wordOf = (name: string, value: unknown): readonly [string, string][] =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? [[name, String(value)]] : [];

/** `ReceiveMessage` of `X-Amz-Target: AmazonSQS.ReceiveMessage`. */
function actionOfTarget({ headers }: RequestHead): string | undefined {
  const target = headers["x-amz-target"];
  return typeof target === "string" ? target.split(".").at(-1) : undefined;
}

const isTrue = (value: string | undefined): boolean => value?.toLowerCase() === "true" || value === "1";

const invalidRequest = (message: string): AwsError => new AwsError("InvalidRequest", message, { status: 400 });
