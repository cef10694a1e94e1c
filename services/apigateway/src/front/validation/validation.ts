import type { RestSnapshot, StoredResource } from "../../domain/rest/snapshot.ts";
import type { MultiValues } from "../api-request.ts";

/** What of a request is looked at. */
export type Validated = {
  readonly path: Readonly<Record<string, string>>;
  readonly querystring: MultiValues;
  readonly header: MultiValues;
  readonly body: Buffer;
};

/** What a method asks of requests, compiled; `undefined`: the request is as it must be. */
export type Validation = (request: Validated) => Invalid | undefined;

/** Why a request is refused, as gateway response and in `$context.error`. */
export type Invalid = {
  readonly type: "BAD_REQUEST_PARAMETERS" | "BAD_REQUEST_BODY";
  /** `Missing required request parameters: [x]`, `Invalid request body`. */
  readonly message: string;
  /** `$context.error.validationErrorString` */
  readonly validationErrorString: string;
};

/** A method, by its resource and its name there: `GET`, `ANY`. */
export type ValidatedMethod = {
  readonly snapshot: RestSnapshot;
  readonly resource: StoredResource;
  readonly method: string;
};
