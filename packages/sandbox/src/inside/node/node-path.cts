import { existsSync, realpathSync } from "node:fs";
import nodeModule from "node:module";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { mayImportSdk } from "./may-import-sdk.cts";
import { isPackage, isMissing } from "./package-names.cts";
import type { ResolveContext } from "./package-names.cts";

type Resolve = (specifier: string, context: ResolveContext) => unknown;
type RegisterHooks = (hooks: {
  readonly resolve: (specifier: string, context: ResolveContext, next: Resolve) => unknown;
}) => void;

/** AWS's images have the SDK there, and a Node.js that finds it; sandboxes of ours, which have this file there, have it too. */
const AWS_RUNTIME = "/var/runtime/";
const isOfAws = existsSync(`${AWS_RUNTIME}node_modules`) && !__filename.startsWith(AWS_RUNTIME);

/** Where Node.js looks last, from wherever it begins. */
const LAST = "/node_modules";

/**
 * Lets ES modules find packages in the folders of NODE_PATH, which are those of layers and of the SDK, as AWS's own Node.js
 * does; others look there only for `require`. Call it before the first `import`: no sooner, as Node.js 20 starts a thread for it.
 */
export const resolveByNodePath = (
  { NODE_PATH = "", LAMBDA_RUNTIME_DIR = "" }: NodeJS.ProcessEnv,
  taskRoot: string,
): void => {
  const folders = NODE_PATH.split(":").filter((folder) => basename(folder) === "node_modules" && existsSync(folder));
  const last = existsSync(LAST) ? realpathSync(LAST) : undefined;
  if (isOfAws || folders.every((folder) => realpathSync(folder) === last)) return;
  // What stands beside a folder of packages finds them in it.
  const parents = folders.map((folder) => pathToFileURL(join(dirname(folder), "index.mjs")).href);
  const registerHooks: unknown = Reflect.get(nodeModule, "registerHooks");
  if (typeof registerHooks === "function") registerInThread(registerHooks as RegisterHooks, parents); // As Node documents it.
  else if (folders.some((folder) => dirname(folder) !== LAMBDA_RUNTIME_DIR) || mayImportSdk(taskRoot)) {
    nodeModule.register(pathToFileURL(join(__dirname, "node-path-hooks.cjs")), { data: parents });
  }
};

const registerInThread = (registerHooks: RegisterHooks, parents: readonly string[]): void =>
  registerHooks({
    resolve: (specifier, context, next) => {
      try {
        return next(specifier, context);
      } catch (error) {
        if (!isPackage(specifier) || !isMissing(error)) throw error;
        for (const parentURL of parents) {
          try {
            return next(specifier, { ...context, parentURL });
          } catch (missing) {
            if (!isMissing(missing)) throw missing;
          }
        }
        throw error;
      }
    },
  });
