/** What Node tells a hook that resolves. */
export type ResolveContext = { readonly parentURL?: string | undefined };

/** Neither a path nor a URL: the name of a package, of a file in one, or of a module of Node's own. */
export const isPackage = (specifier: string): boolean => !/^(?:[./#]|[a-z][a-z\d+.-]*:)/i.test(specifier);

export const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
