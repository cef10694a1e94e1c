import { badRequest } from "../errors.ts";
import type { PatchOp, PatchWords } from "./patch-table.ts";

/** What AWS says where it names the paths of a kind: resources, models, request validators, API keys, documentation parts. */
export const namingPaths: PatchWords = ({ op, path, table }) => {
  const paths = Object.keys(table.paths).filter((known) => table.paths[known]?.ops.includes(op));
  const choice = paths.length === 0 ? "Please choose supported operations" : `Must be one of: [${paths.join(", ")}]`;
  // The two spaces are AWS's.
  return badRequest(`Invalid patch path  '${path ?? null}' specified for op '${op}'. ${choice}`);
};

/** What AWS says where it names the operations of a path: REST APIs, methods, integrations and responses. */
export const namingOps: PatchWords = ({ path, rule }) =>
  badRequest(
    rule === undefined
      ? `Invalid patch path ${path ?? null}`
      : `Invalid patch operation specified. ${mustBe(rule.ops)}`,
  );

/** What AWS says of gateway responses, where it tells no operations. */
export const namingThePath: PatchWords = ({ path }) => badRequest(`Invalid patch path ${path ?? null}`);

const mustBe = (ops: readonly PatchOp[]): string =>
  ops.length === 3 ? "Must be 'add'|'remove'|'replace'" : `Must be one of: [${ops.join(", ")}]`;
