import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import type { AwsError } from "@skylab/aws";
import type { JsonObject } from "./pointer.ts";

export type PatchOp = NonNullable<PatchOperation["op"]>;

/**
 * What of a kind of thing may be patched, by the paths of its members. A part in braces stands for any name:
 * `/requestParameters/{name}`. https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
 */
export type PatchTable = {
  readonly paths: Readonly<Record<string, PatchRule>>;
  /** What AWS says of a path or an operation that the kind does not know. */
  readonly words: PatchWords;
};

export type PatchRule = {
  readonly ops: readonly PatchOp[];
  /** Which paths the operation `copy` may copy from. */
  readonly copiesFrom?: readonly string[];
  /** What an operation, one of `ops`, makes of the thing. */
  readonly apply: (thing: JsonObject, patch: Patch) => JsonObject;
};

/** An operation on a path that the kind knows. */
export type Patch = {
  readonly op: PatchOp;
  readonly path: string;
  /** The parts of the path, without escapes. */
  readonly parts: readonly string[];
  /** Those of them that stand where the rule has braces. */
  readonly names: readonly string[];
  readonly value: string | undefined;
  /** The parts of the path that is copied from. */
  readonly from: readonly string[];
};

export type PatchWords = (refused: RefusedPatch) => AwsError;

export type RefusedPatch = {
  readonly op: PatchOp;
  readonly path: string | undefined;
  readonly from: string | undefined;
  readonly table: PatchTable;
  /** Absent: the kind does not know the path. */
  readonly rule: PatchRule | undefined;
};
