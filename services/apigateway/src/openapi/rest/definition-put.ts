import type { PutMode } from "@aws-sdk/client-api-gateway";
import type { Ids, Place } from "@skylab/aws";
import type { RestSnapshot } from "../../domain/rest/snapshot.ts";
import type { Report } from "../report.ts";
import type { RestDefinition } from "./definition.ts";

/** A definition, on its way into the rows of an API. */
export type DefinitionPut = {
  readonly definition: RestDefinition;
  /** The API as it is, which is held. */
  readonly present: RestSnapshot;
  /** `overwrite`: parts that the definition has not go. */
  readonly mode: PutMode;
  readonly place: Place;
  readonly ids: Ids;
  readonly report: Report;
};

/** Ids by names. */
export type IdsByName = ReadonlyMap<string, string>;

/** By what names methods name their validators and authorizers. */
export type Named = { readonly validators: IdsByName; readonly authorizers: IdsByName };
