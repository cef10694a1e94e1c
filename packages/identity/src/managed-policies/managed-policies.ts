import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { BASE32 } from "@skylab/aws";

/** A policy that AWS keeps for everybody: `arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole`. */
export type AwsManagedPolicy = {
  readonly arn: string;
  readonly name: string;
  /** `/`, `/service-role/`, `/job-function/`, `/aws-service-role/`, … */
  readonly path: string;
  /** `ANPA…`: AWS's own where it is known, else one that never changes. */
  readonly id: string;
  readonly description: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** `v3`: how often AWS has changed it. Older versions are not kept. */
  readonly defaultVersion: string;
  /** The default version's document, as JSON text. */
  readonly document: string;
};

/** The policy that AWS keeps under an ARN. */
export function managedPolicy(arn: string): AwsManagedPolicy | undefined {
  const line = lines().get(arn);
  return line === undefined ? undefined : readPolicy(line);
}

/** All policies that AWS keeps, ordered by name. */
export function managedPolicies(): readonly AwsManagedPolicy[] {
  all ??= [...lines().values()].map(readPolicy);
  return all;
}

let all: readonly AwsManagedPolicy[] | undefined;

const FILE = new URL("../../aws-managed-policies/policies.jsonl", import.meta.url);

let read: ReadonlyMap<string, string> | undefined;

/** The lines of the file by ARN. Most of them nobody ever asks for, so that they are parsed only when somebody does. */
function lines(): ReadonlyMap<string, string> {
  read ??= new Map(
    readFileSync(FILE, "latin1")
      .split("\n")
      .filter((line) => line.startsWith(ARN_COMES_FIRST))
      .map((line) => [line.slice(ARN_COMES_FIRST.length, line.indexOf('"', ARN_COMES_FIRST.length)), line]),
  );
  return read;
}

const ARN_COMES_FIRST = '{"arn":"';

const DOCUMENT_COMES_LAST = ',"document":';

/** What stands in a line before the document. */
type Line = {
  readonly arn: string;
  readonly id?: string;
  readonly description: string;
  readonly created: string;
  readonly updated: string;
  readonly version: string;
};

function readPolicy(text: string): AwsManagedPolicy {
  const documentAt = text.indexOf(DOCUMENT_COMES_LAST);
  const line: Line = JSON.parse(`${text.slice(0, documentAt)}}`);
  const pathAndName = line.arn.slice(line.arn.indexOf("/"));
  const nameAt = pathAndName.lastIndexOf("/") + 1;
  return {
    arn: line.arn,
    name: pathAndName.slice(nameAt),
    path: pathAndName.slice(0, nameAt),
    id: line.id ?? lastingId(line.arn),
    description: line.description,
    createdAt: Date.parse(line.created),
    updatedAt: Date.parse(line.updated),
    defaultVersion: line.version,
    // Laid out only when it is asked for: lists do not show it.
    get document() {
      return JSON.stringify(JSON.parse(text.slice(documentAt + DOCUMENT_COMES_LAST.length, -1)), undefined, INDENT);
    },
  };
}

/** As AWS lays out most of its own: a simulation finds the statement of AdministratorAccess at 3:17 to 8:6. */
const INDENT = 2;

/** All that AWS gives to its own policies since 2019 begins so; the rest stands here for what is not known. */
const ID_PREFIX = "ANPAZKAPJZG4";
const ID_LENGTH = 21;

function lastingId(arn: string): string {
  const bytes = createHash("sha256").update(arn).digest();
  const rest = [...bytes.subarray(0, ID_LENGTH - ID_PREFIX.length)];
  return ID_PREFIX + rest.map((byte) => BASE32[byte % BASE32.length]).join("");
}
