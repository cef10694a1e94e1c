import { FRAMES_DESCRIPTOR, FRAMES_VARIABLE } from "../output-frame.ts";
import { DOOR_PORT } from "../door-ports.ts";
import type { Credentials, FunctionVersion } from "../port.ts";
import type { InitializationType } from "./platform-lines.ts";

export type VariablesOptions = {
  readonly version: FunctionVersion;
  readonly credentials: Credentials;
  readonly stream: string;
  readonly initializationType: InitializationType;
  /** Whether functions are told where the product's own endpoint is. */
  readonly tellsEndpoint: boolean;
};

/** Where functions find the product's own endpoint, on the loopback of their sandbox. */
const ENDPOINT = { host: "127.0.0.1", port: String(DOOR_PORT) };

/**
 * What a runtime finds in its environment.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function variablesOf(options: VariablesOptions): Readonly<Record<string, string>> {
  const { version, tellsEndpoint } = options;
  return {
    ...(version.runtime === undefined ? {} : pathsOf(version.runtime)),
    LANG: "en_US.UTF-8",
    AWS_XRAY_CONTEXT_MISSING: "LOG_ERROR",
    AWS_XRAY_DAEMON_ADDRESS: XRAY_ADDRESS,
    ...(tellsEndpoint && {
      AWS_ENDPOINT_URL: `http://${ENDPOINT.host}:${ENDPOINT.port}`,
      LOCALSTACK_HOSTNAME: ENDPOINT.host,
      EDGE_PORT: ENDPOINT.port,
    }),
    ...version.variables,
    ...reservedOf(options),
  };
}

const XRAY_ADDRESS = "169.254.79.129:2000";

/** What the user's variables cannot change. */
function reservedOf({ version, credentials, stream, initializationType }: VariablesOptions): Record<string, string> {
  const { place, logging, runtime } = version;
  const [daemon = "", daemonPort = ""] = XRAY_ADDRESS.split(":");
  return {
    _HANDLER: version.handler,
    TZ: ":UTC",
    LAMBDA_TASK_ROOT: "/var/task",
    LAMBDA_RUNTIME_DIR: "/var/runtime",
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken !== undefined && { AWS_SESSION_TOKEN: credentials.sessionToken }),
    // Neither own runtimes nor images are told.
    ...(runtime !== undefined && !isCustom(runtime) && { AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}` }),
    AWS_LAMBDA_FUNCTION_NAME: version.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: version.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(version.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: initializationType,
    AWS_LAMBDA_LOG_GROUP_NAME: logging.group,
    AWS_LAMBDA_LOG_STREAM_NAME: stream,
    AWS_LAMBDA_LOG_FORMAT: logging.format,
    ...(logging.format === "JSON" &&
      logging.applicationLevel !== undefined && { AWS_LAMBDA_LOG_LEVEL: logging.applicationLevel }),
    _AWS_XRAY_DAEMON_ADDRESS: daemon,
    _AWS_XRAY_DAEMON_PORT: daemonPort,
    [FRAMES_VARIABLE]: String(FRAMES_DESCRIPTOR),
  };
}

const isCustom = (runtime: string): boolean => runtime.startsWith("provided");

/** Where a runtime looks for programs and libraries, layers' among them. Images bring their own. */
function pathsOf(runtime: string): Record<string, string> {
  return {
    PATH: "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin",
    LD_LIBRARY_PATH: "/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib",
    ...librariesOf(runtime),
  };
}

function librariesOf(runtime: string): Record<string, string> {
  const major = /\d+/.exec(runtime)?.[0] ?? "";
  if (runtime.startsWith("nodejs")) {
    const layers = `/opt/nodejs/node${major}/node_modules:/opt/nodejs/node_modules`;
    return { NODE_PATH: `${layers}:/var/runtime/node_modules:/var/runtime:/var/task` };
  }
  if (runtime.startsWith("python")) return { PYTHONPATH: "/var/runtime" };
  if (runtime.startsWith("ruby")) {
    const gems = `${runtime.slice("ruby".length)}.0`;
    return {
      GEM_PATH: `/var/task/vendor/bundle/ruby/${gems}:/opt/ruby/gems/${gems}`,
      RUBYLIB: "/var/runtime/lib:/opt/ruby/lib",
    };
  }
  return {};
}
