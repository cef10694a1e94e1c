import type { AwsError } from "@skylab/aws";
import type { Patch, PatchOp, PatchRule } from "./patch-table.ts";
import { valueAt, withValueAt } from "./pointer.ts";
import { text, type ReadValue } from "./values.ts";

/** What may be done with elements and entries. */
const ALL: readonly PatchOp[] = ["add", "remove", "replace"];

/** A member of the thing, at the very path: `/name`, `/tlsConfig/insecureSkipVerification`. */
export const member = (read: ReadValue, ...ops: readonly PatchOp[]): PatchRule => ({
  ops,
  apply: (thing, patch) => withValueAt(thing, patch.parts, newValue(thing, patch, read)),
});

function newValue(thing: unknown, patch: Patch, read: ReadValue): unknown {
  if (patch.op === "remove") return undefined;
  return patch.op === "copy" ? valueAt(thing, patch.from) : read(patch.value, patch);
}

/** A member that other paths may be copied to. */
export const copied = (rule: PatchRule, ...copiesFrom: readonly string[]): PatchRule => ({
  ...rule,
  ops: [...rule.ops, "copy"],
  copiesFrom,
});

/** An entry of a map, named by the path: `/requestModels/application~1json`. */
export const entry = (read: ReadValue, { missing, ops = ALL }: EntryRule = {}): PatchRule => ({
  ops,
  apply: (thing, patch) => {
    const { op, parts, value } = patch;
    if (op !== "add" && missing !== undefined && valueAt(thing, parts) === undefined) throw missing(patch);
    const changed = withValueAt(thing, parts, op === "remove" ? undefined : read(value, patch));
    // A map that has lost its last entry is no more.
    const map = parts.slice(0, -1);
    return isEmpty(valueAt(changed, map)) ? withValueAt(changed, map, undefined) : changed;
  },
});

const isEmpty = (map: unknown): boolean => typeof map === "object" && map !== null && Object.keys(map).length === 0;

type EntryRule = {
  /** What is said where an entry is replaced or removed that is not there; absent: AWS takes it. */
  readonly missing?: (patch: Patch) => AwsError;
  readonly ops?: readonly PatchOp[];
};

/** An element of a list, named by the path, as `/binaryMediaTypes/image~1png`; what replaces it comes last. */
export const element = (read: ReadValue = text, { ops = ALL }: Pick<EntryRule, "ops"> = {}): PatchRule => ({
  ops,
  apply: (thing, patch) => {
    const { op, parts, value } = patch;
    const [name] = parts.slice(-1);
    const added = op === "add" ? name : op === "replace" ? read(value, patch) : undefined;
    return withValueAt(thing, parts.slice(0, -1), changedList(valueAt(thing, parts.slice(0, -1)), name, added));
  },
});

/** An element of a list that the value is: `add` to `/authorizationScopes`. */
export const valueElement = (
  read: ReadValue = text,
  { ops = ["add", "remove"] }: Pick<EntryRule, "ops"> = {},
): PatchRule => ({
  ops,
  apply: (thing, patch) => {
    const { op, parts, value } = patch;
    const named = read(value, patch);
    return withValueAt(thing, parts, changedList(valueAt(thing, parts), named, op === "remove" ? undefined : named));
  },
});

/** A list without an element, and with another at its end; none where nothing is left. */
function changedList(list: unknown, removed: unknown, added: unknown): readonly unknown[] | undefined {
  const present: readonly unknown[] = Array.isArray(list) ? list : [];
  // What is there already keeps its place.
  if (added !== undefined && removed === added && present.includes(added)) return present;
  const changed = present.filter((one) => one !== removed && one !== added);
  if (added !== undefined) changed.push(added);
  return changed.length === 0 ? undefined : changed;
}
