import type { Environment } from "./environment.ts";

/** LocalStack's names that mean the same as a setting of Skylab; the first that is set counts. */
export const LOCALSTACK_NAMES: Readonly<Record<string, readonly string[]>> = {
  SKYLAB_HOST: ["GATEWAY_LISTEN"],
  SKYLAB_PORT: ["GATEWAY_LISTEN", "EDGE_PORT"],
  SKYLAB_SERVICES: ["SERVICES"],
  SKYLAB_REGION: ["DEFAULT_REGION"],
  SKYLAB_AUTH: ["ENFORCE_IAM", "IAM_SOFT_MODE"],
  SKYLAB_LOG_LEVEL: ["LS_LOG", "DEBUG"],
  SKYLAB_HOSTNAME: ["LOCALSTACK_HOST"],
  SKYLAB_CORS_ORIGINS: ["DISABLE_CORS_CHECKS", "EXTRA_CORS_ALLOWED_ORIGINS"],
};

/** The values of Skylab's settings that LocalStack's variables ask for. */
export function fromLocalStack(environment: Environment, available: readonly string[]): Record<string, string> {
  const listen = listenAddress(environment["GATEWAY_LISTEN"]);
  const values: Record<string, string | undefined> = {
    SKYLAB_HOST: listen.host,
    SKYLAB_PORT: listen.port ?? environment["EDGE_PORT"],
    SKYLAB_SERVICES: servedOf(environment["SERVICES"], available),
    SKYLAB_REGION: environment["DEFAULT_REGION"],
    SKYLAB_AUTH: authMode(environment),
    SKYLAB_LOG_LEVEL: logLevel(environment),
    SKYLAB_HOSTNAME: environment["LOCALSTACK_HOST"]?.replace(/:\d+$/, ""),
    SKYLAB_CORS_ORIGINS: isOn(environment["DISABLE_CORS_CHECKS"]) ? "*" : environment["EXTRA_CORS_ALLOWED_ORIGINS"],
  };
  const entries = Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return Object.fromEntries(entries);
}

const isOn = (value: string | undefined): boolean => value === "1" || value?.toLowerCase() === "true";

/** The first of `0.0.0.0:4566,0.0.0.0:443`; either half may be missing. */
function listenAddress(text: string | undefined): { readonly host?: string; readonly port?: string } {
  const first = text?.split(",", 1)[0]?.trim() ?? "";
  const match = /^(?<host>\[[^\]]*\]|[^:]*)(?::(?<port>.*))?$/.exec(first);
  const host = match?.groups?.["host"]?.replace(/^\[(.*)\]$/, "$1");
  const port = match?.groups?.["port"];
  return { ...(host ? { host } : {}), ...(port ? { port } : {}) };
}

/** Lists written for LocalStack name services that Skylab lacks; those answer 501, and the start does not fail. */
function servedOf(text: string | undefined, available: readonly string[]): string | undefined {
  const names = text?.split(",").map((name) => name.trim().split(":", 1)[0] ?? "");
  return names?.filter((name) => available.includes(name)).join(",");
}

function authMode(environment: Environment): string | undefined {
  if (isOn(environment["IAM_SOFT_MODE"])) return "audit";
  return isOn(environment["ENFORCE_IAM"]) ? "enforce" : undefined;
}

function logLevel(environment: Environment): string | undefined {
  const level = environment["LS_LOG"]?.toLowerCase();
  if (level) return { "trace-internal": "trace", warning: "warn" }[level] ?? level;
  // Only these: many Node programs take a pattern from DEBUG.
  return isOn(environment["DEBUG"]) ? "debug" : undefined;
}
