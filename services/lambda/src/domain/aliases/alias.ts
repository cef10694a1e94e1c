import type { AliasConfiguration } from "@aws-sdk/client-lambda";
import { type FunctionAddress, functionArn } from "../functions/function-arn.ts";

/** Which alias of which function. */
export type AliasAddress = FunctionAddress & { readonly alias: string };

/** A name for a version, or for two, as it is kept. */
export type StoredAlias = {
  readonly name: string;
  /** `$LATEST`, or a number. */
  readonly version: string;
  readonly description: string;
  /** The other version, and which part of the invocations it gets: from 0 to 1. */
  readonly additional?: AdditionalVersion;
  /** Another one whenever the alias or its policy are. */
  readonly revisionId: string;
  /** Who may use it beside its own account (JSON). */
  readonly policy?: string;
};

export type AdditionalVersion = { readonly version: string; readonly weight: number };

/** An alias as the API shows it. */
export const describeAlias = (of: FunctionAddress, alias: StoredAlias): AliasConfiguration => ({
  AliasArn: functionArn(of, alias.name),
  Name: alias.name,
  FunctionVersion: alias.version,
  Description: alias.description,
  ...(alias.additional && {
    RoutingConfig: { AdditionalVersionWeights: { [alias.additional.version]: alias.additional.weight } },
  }),
  RevisionId: alias.revisionId,
});
