import type { AwsError } from "@skylab/aws";
import { describeError } from "../error-shape.ts";
import { asBytes, asDate, asEntries, asItems, asValues } from "../handler-values.ts";
import type { Member, OperationModel, ServiceModel } from "../model.ts";
import { memberOf, resolveMember, structureOf } from "../shape-of.ts";
import type { AnswerContext, Values } from "../wire.ts";

/** Recorded of SQS: the member has another name here. */
const RENAMED: ReadonlyMap<string, string> = new Map([["ReceiveMessageResult Messages", "messages"]]);

/**
 * What Query services answer who accepts JSON, as API Gateway does: every member in the order of the alphabet, with a null
 * for what there is nothing of (recorded of SQS and SNS).
 */
export function jsonAnswer(
  model: ServiceModel,
  { name, output }: OperationModel,
  { context, output: value }: { readonly context: AnswerContext; readonly output: Values },
): string {
  const metadata = { ResponseMetadata: { RequestId: context.requestId } };
  if (output === "Unit") return JSON.stringify({ [`${name}Response`]: metadata });
  const result = `${name}Result`;
  const members = Object.entries(structureJson(model, output, value)).map(([member, json]) => [
    RENAMED.get(`${result} ${member}`) ?? member,
    json,
  ]);
  return JSON.stringify({ [`${name}Response`]: { ...metadata, [result]: Object.fromEntries(members) } });
}

/** The same of an error. */
export function jsonError(model: ServiceModel, error: AwsError, { requestId }: AnswerContext): string {
  const { fault, queryCode } = describeError(model, error);
  const words = error.queryMessage ?? error.message;
  return JSON.stringify({ Error: { Code: queryCode, Message: words, Type: fault }, RequestId: requestId });
}

function structureJson(model: ServiceModel, name: string, value: unknown): Values {
  const shape = structureOf(model, name);
  const values = asValues(value);
  const members = Object.keys(shape.members)
    .toSorted()
    .map((member) => [member, memberJson(model, memberOf(shape, member), values[member])]);
  return Object.fromEntries(members);
}

function memberJson(model: ServiceModel, member: Member, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  const { shape } = resolveMember(model, member);
  switch (shape.type) {
    case "structure":
      return structureJson(model, member.shape, value);
    case "list":
      return Array.from(asItems(value), (item) => memberJson(model, shape.member, item));
    case "map":
      return Object.fromEntries(
        Array.from(asEntries(value), ([key, item]) => [key, memberJson(model, shape.value, item)]),
      );
    case "blob":
      return asBytes(value).toString("base64");
    case "timestamp":
      return asDate(value).getTime() / 1000;
    default:
      return value;
  }
}
