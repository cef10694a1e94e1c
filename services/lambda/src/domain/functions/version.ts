import type { FunctionConfiguration } from "@aws-sdk/client-lambda";

/** A version of a function as it is kept: `$LATEST`, which changes, or a published one, which does not. */
export type StoredVersion = {
  /** As GetFunctionConfiguration answers it, but for what aliases and qualifiers add to its ARN. */
  readonly configuration: StoredConfiguration;
  readonly code: StoredCode;
  /** In the order of `configuration.Layers`. */
  readonly layers: readonly ZipCode[];
  /** Who may use it beside its own account (JSON); of `$LATEST`: the function's. What is published has none at first. */
  readonly policy?: string;
};

export type StoredConfiguration = FunctionConfiguration & {
  readonly FunctionName: string;
  /** Without version or alias. */
  readonly FunctionArn: string;
  /** `$LATEST`, or a number. */
  readonly Version: string;
  readonly Role: string;
  readonly MemorySize: number;
  /** Seconds. */
  readonly Timeout: number;
  readonly RevisionId: string;
};

export type StoredCode = ZipCode | FolderCode | ImageCode;

/** A zip file among the objects. */
export type ZipCode = { readonly kind: "zip"; readonly blob: string; readonly sha256: string; readonly size: number };

/** A folder of the machine that runs functions: hot reload. */
export type FolderCode = { readonly kind: "folder"; readonly path: string };

export type ImageCode = {
  readonly kind: "image";
  readonly uri: string;
  readonly entryPoint?: readonly string[];
  readonly command?: readonly string[];
  readonly workingDirectory?: string;
};
