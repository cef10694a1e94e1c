import type { DocumentationPart, DocumentationPartLocation, DocumentationVersion } from "@aws-sdk/client-api-gateway";
import type { AwsError } from "@skylab/aws";
import { badRequest, conflict, notFound } from "../errors.ts";
import type { PatchTable } from "../patch/patch-table.ts";
import { member } from "../patch/rules.ts";
import { text } from "../patch/values.ts";
import { namingPaths } from "../patch/words.ts";
import type { Stored } from "../stored.ts";

/** What is written about a part of an API, as it is kept. */
export type StoredDocumentationPart = Stored<DocumentationPart> & {
  readonly id: string;
  readonly location: DocumentationPartLocation;
};

/** A version of an API's documentation, with what its parts were then. */
export type StoredDocumentationVersion = Stored<DocumentationVersion> & {
  readonly version: string;
  readonly createdDate: number;
  readonly parts: readonly StoredDocumentationPart[];
};

export const noSuchDocumentationPart = (): AwsError => notFound("Invalid Documentation part identifier specified");

export const noSuchDocumentationVersion = (): AwsError => notFound("Invalid Documentation version specified");

// In words that nobody recorded from AWS:

export const documentationPartExists = (location: DocumentationPartLocation): AwsError =>
  conflict(`Documentation part already exists for the specified location: ${nameOf(location)}`);

export const documentationVersionExists = (version: string): AwsError =>
  conflict(`Documentation version already exists: ${version}`);

const nameOf = (location: DocumentationPartLocation): string =>
  Object.entries(location)
    .filter(([, value]) => value !== undefined)
    .map(([member_, value]) => `${member_} '${String(value)}'`)
    .join(", ");

/** @throws AwsError BadRequestException, in words that nobody recorded from AWS */
export function checkProperties(properties: string | undefined): void {
  if (properties !== undefined && isJson(properties)) return;
  throw badRequest("Documentation part properties must be valid JSON");
}

function isJson(text_: string): boolean {
  try {
    JSON.parse(text_);
    return true;
  } catch {
    return false;
  }
}

const LOCATION_MEMBERS = ["type", "path", "method", "statusCode", "name"] as const;

/** Whether two parts are about the same. */
export const isSameLocation = (one: DocumentationPartLocation, other: DocumentationPartLocation): boolean =>
  LOCATION_MEMBERS.every((name) => one[name] === other[name]);

export const describeDocumentationVersion = ({
  createdDate,
  parts: _parts,
  ...version
}: StoredDocumentationVersion): DocumentationVersion => ({ ...version, createdDate: new Date(createdDate) });

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
export const documentationPartPatches: PatchTable = {
  words: namingPaths,
  paths: { "/properties": member((value) => value ?? "", "replace") },
};

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
export const documentationVersionPatches: PatchTable = {
  words: namingPaths,
  paths: { "/description": member(text, "replace") },
};
