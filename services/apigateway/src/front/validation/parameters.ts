import type { Validated, Validation } from "./validation.ts";

const PARAMETER = /^method\.request\.(path|querystring|header)\.(.+)$/;

/** Whether the parameters that a method requires are there, and are not empty. */
export function parameterChecks(parameters: Readonly<Record<string, boolean>>): Validation | undefined {
  const required = Object.keys(parameters)
    .filter((name) => parameters[name])
    .toSorted()
    .flatMap((name) => {
      const [, kind, rest] = PARAMETER.exec(name) ?? [];
      return kind === undefined || rest === undefined ? [] : [{ name: rest, has: hasOf(kind, rest) }];
    });
  if (required.length === 0) return undefined;
  return (request) => {
    const missing = required.filter(({ has }) => !has(request)).map(({ name }) => name);
    if (missing.length === 0) return undefined;
    const message = `Missing required request parameters: [${missing.join(", ")}]`;
    return { type: "BAD_REQUEST_PARAMETERS", message, validationErrorString: message };
  };
}

function hasOf(kind: string, name: string): (request: Validated) => boolean {
  if (kind === "path") return ({ path }) => Object.hasOwn(path, name) && path[name] !== "";
  if (kind === "querystring") return ({ querystring }) => hasText(querystring.get(name));
  const lowered = name.toLowerCase();
  return ({ header }) => hasText(header.get(lowered) ?? header.get(name));
}

const hasText = (values: readonly string[] | undefined): boolean => values?.some((value) => value !== "") ?? false;
