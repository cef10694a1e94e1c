/** An error as AWS's runtime reports it. */
export type ReportedError = { readonly errorType: string; readonly errorMessage: string; readonly trace: string[] };

/** An error of the runtime's own, by the name that AWS gives it; which is no member of its own in logs. */
export const runtimeError = (name: string, message: string): Error =>
  Object.defineProperty(new Error(message), "name", { value: name });

export const reportOf = (thrown: unknown): ReportedError => {
  try {
    if (!isError(thrown)) return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
    return {
      errorType: withoutDel(thrown.name),
      errorMessage: withoutDel(thrown.message),
      trace: withoutDel(thrown.stack ?? "").split("\n"),
    };
  } catch {
    // Whose getters throw; AWS says the same.
    return {
      errorType: "handled",
      errorMessage:
        "callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack",
      trace: [],
    };
  }
};

/** For the log: a tab, then the error with all its own members as JSON. */
export const logged = (thrown: unknown): string => {
  try {
    return `\t${JSON.stringify(asError(thrown), (_key, value: unknown) => (isError(value) ? members(value) : value))}`;
  } catch {
    return `\t${JSON.stringify(reportOf(thrown))}`;
  }
};

export const asError = (thrown: unknown): Error => (isError(thrown) ? thrown : new Error(String(thrown)));

/** Errors of another realm (vm contexts, test frameworks) have another constructor. */
const isError = (value: unknown): value is Error =>
  value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";

const members = (error: Error): object =>
  Object.assign(
    { errorType: error.name, errorMessage: error.message, code: "code" in error ? error.code : undefined },
    error,
    typeof error.stack === "string" ? { stack: error.stack.split("\n") } : {},
  );

const withoutDel = (text: string): string => text.replaceAll("\x7f", "%7F");
