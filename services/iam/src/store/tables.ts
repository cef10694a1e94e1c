import { SIDE_TABLES, TABLES } from "@skylab/identity";

/** What IAM keeps beside what decides who may what, by account. */
export const OWN_TABLES = {} as const;

/** Every space of an account's partition. */
export const SPACES: readonly string[] = Object.values({ ...TABLES, ...SIDE_TABLES, ...OWN_TABLES }).map(
  ({ space }) => space,
);
