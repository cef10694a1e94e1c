import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { runtimeError } from "./errors.cts";
import { resolveByNodePath } from "./node-path.cts";

/** What a handler gets depends on its kind: an event, then a context and a callback, or a stream and a context. */
export type Handler = (...args: unknown[]) => unknown;

/** Loads `folder/file.export` as AWS's runtime does; throws errors that bear AWS's names. */
export const loadHandler = async (taskRoot: string, handler: string): Promise<Handler> => {
  if (handler.includes("..")) {
    throw runtimeError(
      "Runtime.MalformedHandlerName",
      `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const name = basename(handler);
  const parts = /^([^.]*)\.(.*)$/.exec(name);
  if (parts === null) throw runtimeError("Runtime.MalformedHandlerName", "Bad handler");
  const [, file = "", exportPath = ""] = parts;
  const folder = resolve(taskRoot, handler.slice(0, handler.indexOf(name)));
  const found = member(await importModule(join(folder, file), taskRoot), exportPath);
  if (!found) throw runtimeError("Runtime.HandlerNotFound", `${handler} is undefined or not exported`);
  if (typeof found !== "function") throw runtimeError("Runtime.HandlerNotFound", `${handler} is not a function`);
  return found as Handler; // Nothing more can be known of a function.
};

const importModule = async (path: string, taskRoot: string): Promise<unknown> => {
  try {
    return await load(path, taskRoot);
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw Object.assign(runtimeError("Runtime.UserCodeSyntaxError", String(error)), { stack: error.stack });
    }
    if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") {
      throw runtimeError("Runtime.ImportModuleError", String(error));
    }
    throw error;
  }
};

/** AWS's runtime is this file: errors name it in their `Require stack`. */
const requireAsAws = createRequire("/var/runtime/index.mjs");

/** In AWS's order; `.js` and `.ts` are what the nearest package.json says. Last comes whatever Node itself resolves. */
const load = async (path: string, taskRoot: string): Promise<unknown> => {
  const isModule = isModulePackage(dirname(path));
  const required = new Set(["", ".cjs", ".cts", ...(isModule ? [] : [".js", TYPESCRIPT])]);
  for (const extension of ["", ".js", ".mjs", ".cjs", ...typescriptExtensions()]) {
    const file = path + extension;
    if (!isFile(file)) continue;
    if (required.has(extension)) return requireAsAws(file);
    // Not within the import: tsc would forget there which module it is of.
    const { href } = pathToFileURL(file);
    resolveByNodePath(process.env, taskRoot);
    return await import(href);
  }
  return requireAsAws(requireAsAws.resolve(basename(path), { paths: [taskRoot, dirname(path)] }));
};

const TYPESCRIPT = ".ts";
/** Node runs it from this version on without a flag, and so does AWS. */
const TYPESCRIPT_SINCE_NODE = 24;

const typescriptExtensions = (): string[] =>
  Number.parseInt(process.versions.node, 10) >= TYPESCRIPT_SINCE_NODE ? [TYPESCRIPT, ".mts", ".cts"] : [];

const isModulePackage = (folder: string): boolean => {
  if (basename(folder) === "node_modules") return false;
  const file = join(folder, "package.json");
  if (isFile(file)) {
    try {
      const manifest: { type?: unknown } | null = JSON.parse(readFileSync(file, "utf8"));
      return manifest?.type === "module";
    } catch (error) {
      console.warn(`${file} cannot be read, it will be ignored for ES module detection purposes.`, error);
      return false;
    }
  }
  return dirname(folder) === folder ? false : isModulePackage(dirname(folder));
};

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

const member = (value: unknown, path: string): unknown =>
  path
    .split(".")
    // Of a primitive too: a string's methods are no handlers, but AWS's runtime finds them.
    .reduce<unknown>((parent, key) => (parent ? Reflect.get(Object(parent), key) : parent), value);
