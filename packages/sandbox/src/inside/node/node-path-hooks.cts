// Before 22.15 Node runs hooks that resolve ES modules in a thread of their own, and this is what it loads there.
import { isPackage, isMissing } from "./package-names.cts";
import type { ResolveContext } from "./package-names.cts";

type Resolve = (specifier: string, context: ResolveContext) => Promise<unknown>;

let parents: readonly string[] = [];

export const initialize = (data: readonly string[]): void => {
  parents = data;
};

export const resolve = async (specifier: string, context: ResolveContext, next: Resolve): Promise<unknown> => {
  try {
    return await next(specifier, context);
  } catch (error) {
    if (!isPackage(specifier) || !isMissing(error)) throw error;
    for (const parentURL of parents) {
      try {
        return await next(specifier, { ...context, parentURL });
      } catch (missing) {
        if (!isMissing(missing)) throw missing;
      }
    }
    throw error;
  }
};
