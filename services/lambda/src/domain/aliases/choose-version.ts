import type { StoredAlias } from "./alias.ts";

/**
 * The version that an alias sends an invocation to: of two, one by its weight.
 * @param random at least 0 and less than 1, another one for each invocation
 */
export const chooseVersion = ({ additional, version }: Routed, random: number): string =>
  additional !== undefined && random < additional.weight ? additional.version : version;

type Routed = Pick<StoredAlias, "additional" | "version">;
