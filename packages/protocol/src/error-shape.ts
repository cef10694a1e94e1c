import type { AwsError } from "@skylab/aws";
import type { ServiceModel, StructureShape } from "./model.ts";
import { structureOf } from "./shape-of.ts";
import type { Values } from "./wire.ts";

/** An error as its model describes it. */
export type ErrorAnswer = {
  /** The modelled shape, absent for a code that the model does not know. */
  readonly shape: StructureShape | undefined;
  readonly status: number;
  /** Whose fault it is, in the words of Query and of `x-amzn-query-error`. */
  readonly fault: "Sender" | "Receiver";
  /** The code that Query clients know it by. */
  readonly queryCode: string;
  /** The message under the spelling that the shape has for it; nothing where there is none. */
  readonly message: Readonly<Record<string, string>>;
  /** All members, the message among them. */
  readonly members: Values;
};

/** What every protocol needs to know to answer an error. */
export function describeError(model: ServiceModel, error: AwsError): ErrorAnswer {
  const shape = model.errors.includes(error.code) ? structureOf(model, error.code) : undefined;
  const status = error.status ?? modelledStatus(shape);
  const message = error.message === "" ? {} : { [messageName(shape, error.code)]: error.message };
  return {
    shape,
    status,
    fault: status >= 500 ? "Receiver" : "Sender",
    queryCode: error.queryCode ?? shape?.error?.queryCode ?? error.code,
    message,
    members: { ...message, ...error.members },
  };
}

/** The header by which a service tells clients of its former Query API their code; none on other services. */
export function queryErrorHeader(model: ServiceModel, { queryCode, fault }: ErrorAnswer): Record<string, string> {
  return model.queryCompatible ? { "x-amzn-query-error": `${queryCode};${fault}` } : {};
}

/** The code as `__type` spells it. Errors that the model does not know come from the framework under AWS's services. */
export function qualifiedCode(model: ServiceModel, code: string): string {
  if (model.errors.includes(code)) return `${model.namespace}#${code}`;
  return code === "ValidationException" ? `com.amazon.coral.validate#${code}` : `com.amazon.coral.service#${code}`;
}

function modelledStatus(shape: StructureShape | undefined): number {
  return shape?.error?.status ?? (shape?.error?.fault === "server" ? 500 : 400);
}

/** Framework errors that AWS answers with a capital `Message` (recorded from DynamoDB). */
const CAPITAL_MESSAGE: ReadonlySet<string> = new Set(["SerializationException", "AccessDeniedException"]);

function messageName(shape: StructureShape | undefined, code: string): string {
  if (shape === undefined) return CAPITAL_MESSAGE.has(code) ? "Message" : "message";
  return Object.hasOwn(shape.members, "Message") ? "Message" : "message";
}
