import { invalidParameter, validationError } from "../errors.ts";
import type { ReadSource } from "./read-source.ts";

/** `Select` */
export type Select = "ALL_ATTRIBUTES" | "ALL_PROJECTED_ATTRIBUTES" | "SPECIFIC_ATTRIBUTES" | "COUNT";

/** What a request says of the attributes that it wants. */
export type SelectWishes = {
  readonly Select?: Select | undefined;
  readonly IndexName?: string | undefined;
  readonly AttributesToGet?: readonly string[] | undefined;
  readonly ProjectionExpression?: string | undefined;
};

/** @throws AwsError `ValidationException` where the parameters contradict one another */
export function checkSelect({ Select, IndexName, AttributesToGet, ProjectionExpression }: SelectWishes): void {
  if (Select === undefined) return;
  const projection =
    AttributesToGet !== undefined
      ? "AttributesToGet"
      : ProjectionExpression !== undefined
        ? "ProjectionExpression"
        : undefined;
  if (Select === "SPECIFIC_ATTRIBUTES") {
    if (projection !== undefined) return;
    const choices = "AttributesToGet or ProjectionExpression";
    throw validationError(`Must specify the ${choices} when choosing to get SPECIFIC_ATTRIBUTES`);
  }
  if (projection !== undefined) {
    const chosen = Select === "COUNT" ? "only the Count" : Select;
    throw validationError(`Cannot specify the ${projection} when choosing to get ${chosen}`);
  }
  if (Select === "ALL_PROJECTED_ATTRIBUTES" && IndexName === undefined) {
    // AWS says Querying of a Scan, too.
    throw validationError("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
  }
}

/** @throws AwsError `ValidationException` where a global index lacks attributes that are asked for */
export function checkAllAttributes({ index, isGlobal }: ReadSource, select: Select | undefined): void {
  if (select !== "ALL_ATTRIBUTES" || !isGlobal || index === undefined || index.projection.type === "ALL") return;
  throw invalidParameter(
    `Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} ` +
      "because its projection type is not ALL",
  );
}
