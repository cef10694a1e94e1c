import type { StoredModel } from "../../domain/rest/snapshot.ts";
import type { Invalid, Validated, Validation } from "./validation.ts";
import { type CheckJson, schemasOf } from "./schemas.ts";

/** Whether a body is as the model for its content type says. What no model is for is not looked at. */
export function bodyCheck(
  requestModels: Readonly<Record<string, string>>,
  models: readonly StoredModel[],
): Validation | undefined {
  const names = Object.entries(requestModels);
  if (names.length === 0) return undefined;
  const compile = schemasOf(models);
  const checks = new Map(names.map(([type, name]) => [type.toLowerCase(), compile(name)]));
  return (request) => {
    const check = checks.get(contentType(request)) ?? checks.get("$default");
    return check && checked(request.body, check);
  };
}

/** Who says nothing sends JSON. */
function contentType({ header }: Validated): string {
  const type = header.get("content-type")?.[0] ?? "";
  return (type === "" ? "application/json" : (type.split(";", 1)[0] ?? "")).trim().toLowerCase();
}

function checked(body: Buffer, check: CheckJson): Invalid | undefined {
  // AWS takes no body for an empty object.
  const text = body.length === 0 ? "{}" : body.toString();
  const errors = errorsOf(text, check);
  if (errors.length === 0) return undefined;
  return {
    type: "BAD_REQUEST_BODY",
    message: "Invalid request body",
    validationErrorString: `[${errors.join(", ")}]`,
  };
}

function errorsOf(text: string, check: CheckJson): readonly string[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return [error instanceof Error ? error.message : "The body is no JSON."];
  }
  return check(document, text.length);
}
