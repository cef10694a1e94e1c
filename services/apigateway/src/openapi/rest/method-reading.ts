import type { ApiDocument, ApiOperation } from "../document.ts";
import type { Report } from "../report.ts";
import type { Models } from "./read-models.ts";

/** An operation of a document that is read as a method. */
export type MethodReading = {
  readonly document: ApiDocument;
  readonly operation: ApiOperation;
  readonly models: Models;
  readonly report: Report;
  /** Of the method's resource. */
  readonly path: string;
};
