import { asBytes, asDate, asEntries, asItems, asValues, isAbsent } from "../handler-values.ts";
import type { Member, ServiceModel } from "../model.ts";
import { resolveMember } from "../shape-of.ts";
import { formatDouble } from "./constraints.ts";

/** How AWS's messages name a value: `Value 'x'`, `Value null`, and a secret as mere `Value`. */
export function showValue(model: ServiceModel, member: Member, value: unknown): string {
  if (isAbsent(value)) return "Value null";
  return isSensitive(model, member) ? "Value" : `Value '${show(model, member, value)}'`;
}

function isSensitive(model: ServiceModel, member: Member): boolean {
  const { shape, traits } = resolveMember(model, member);
  if (traits["sensitive"] !== undefined) return true;
  return shape.type === "list" && resolveMember(model, shape.member).traits["sensitive"] !== undefined;
}

/** As Java's `toString` prints it. */
function show(model: ServiceModel, member: Member, value: unknown): string {
  const { shape, traits } = resolveMember(model, member);
  if (isAbsent(value)) return "null";
  if (traits["sensitive"] !== undefined) return "***Sensitive Data Redacted***";
  switch (shape.type) {
    case "list":
      return `[${asItems(value)
        .map((item) => show(model, shape.member, item))
        .join(", ")}]`;
    case "map":
      return `{${asEntries(value)
        .map(([key, item]) => `${key}=${show(model, shape.value, item)}`)
        .join(", ")}}`;
    case "structure": {
      const values = asValues(value);
      const members = Object.entries(shape.members).map(
        ([name, part]) => `${lowerFirst(name)}=${show(model, part, values[name])}`,
      );
      return `${member.shape}(${members.join(", ")})`;
    }
    case "blob": {
      const size = asBytes(value).byteLength;
      return `java.nio.HeapByteBuffer[pos=0 lim=${size} cap=${size}]`;
    }
    case "float":
    case "double":
      return formatDouble(Number(value));
    case "timestamp":
      return asDate(value).toUTCString();
    default:
      return typeof value === "string" ? value : JSON.stringify(value);
  }
}

/** The spelling of a member in messages: `QueueUrl` is `queueUrl`. */
export const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
