import { typeOf, type AttributeType, type AttributeValue } from "../item/attribute-value.ts";
import { validationError } from "../errors.ts";
import type { Path } from "./document-path.ts";
import { invalidParameters } from "./legacy-operator.ts";
import { addAction, appendAction, deleteAction, putAction, removeAction, type Action } from "./update-actions.ts";
import { treeOf, updateOf, type Update } from "./update.ts";

export type AttributeUpdate = {
  readonly Action?: string | undefined;
  readonly Value?: AttributeValue | undefined;
};

const SETS: ReadonlySet<AttributeType> = new Set(["SS", "NS", "BS"]);

/**
 * `AttributeUpdates`. None at all still make an item of a key.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function compileAttributeUpdates(updates: Readonly<Record<string, AttributeUpdate>>): Update {
  const actions = Object.entries(updates).map(([name, update]) => actionOf([name], update));
  return updateOf(actions, treeOf(actions.map(({ path }) => path)));
}

function actionOf(path: Path, { Action: action = "PUT", Value: value }: AttributeUpdate): Action {
  if (value === undefined) {
    if (action === "DELETE") return removeAction(path);
    throw invalidParameters("Only DELETE action is allowed when no attribute value is specified");
  }
  if (action === "PUT") return putAction(path, value);
  const type = typeOf(value);
  if (action === "DELETE") {
    if (!SETS.has(type)) {
      throw invalidParameters(`DELETE action with value is not supported for the type ${type}`);
    }
    return deleteAction(path, value, mismatch);
  }
  if ("L" in value) return appendAction(path, value.L, mismatch);
  if (type !== "N" && !SETS.has(type)) {
    throw invalidParameters(`ADD action is not supported for the type ${type}`);
  }
  return addAction(path, value, mismatch);
}

const mismatch = (): Error => validationError("Type mismatch for attribute to update");
