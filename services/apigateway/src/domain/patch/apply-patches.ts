import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import type { Patch, PatchOp, PatchRule, PatchTable } from "./patch-table.ts";
import { type JsonObject, readPointer } from "./pointer.ts";

/**
 * What a list of operations makes of a thing, one after the other. What must hold of the thing as a whole is for the
 * operation to check behind it.
 * @throws AwsError in the words of the table
 */
export function applyPatches<Thing extends object>(
  thing: Thing,
  operations: readonly PatchOperation[] | undefined,
  table: PatchTable,
): Thing {
  let changed: JsonObject = Object.fromEntries(Object.entries(thing));
  for (const operation of operations ?? []) {
    const { patch, rule } = readPatch(operation, table);
    changed = rule.apply(changed, patch);
  }
  return changed as Thing; // as: a table reads values into what the members of its kind hold.
}

function readPatch(operation: PatchOperation, table: PatchTable): { readonly patch: Patch; readonly rule: PatchRule } {
  const { op = "replace", path, value, from } = operation;
  const parts = readPointer(path) ?? [];
  const found = findRule(parts, table);
  if (path === undefined || found === undefined || !isAllowed(found.rule, op, from)) {
    throw table.words({ op, path, from, table, rule: found?.rule });
  }
  return { rule: found.rule, patch: { op, path, parts, names: found.names, value, from: readPointer(from) ?? [] } };
}

const isAllowed = ({ ops, copiesFrom }: PatchRule, op: PatchOp, from = ""): boolean =>
  ops.includes(op) && (op !== "copy" || copiesFrom?.includes(from) === true);

type Found = { readonly rule: PatchRule; readonly names: readonly string[] };

function findRule(parts: readonly string[], { paths }: PatchTable): Found | undefined {
  for (const [template, rule] of Object.entries(paths)) {
    const names = matchedNames(template.slice(1).split("/"), parts);
    if (names !== undefined) return { rule, names };
  }
  return undefined;
}

/** What stands for the names in braces; `undefined`: the path is another one. */
function matchedNames(template: readonly string[], parts: readonly string[]): readonly string[] | undefined {
  if (template.length !== parts.length) return undefined;
  const names: string[] = [];
  for (const [i, part] of parts.entries()) {
    const expected = template[i] ?? "";
    if (expected.startsWith("{") && part !== "") names.push(part);
    else if (expected !== part) return undefined;
  }
  return names;
}
