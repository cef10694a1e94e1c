import type { Network } from "./ip.ts";
import type { Range } from "./numbers.ts";
import type { Wildcard } from "./wildcard.ts";

/** What a filter compares: a message attribute, a member of an array, a leaf of a message's body. */
export type Scalar = string | number | boolean | null;

/** What one value of a filter policy's arrays asks for. */
export type Rule =
  | { readonly kind: "equals"; readonly value: Scalar }
  | { readonly kind: "equals-ignore-case"; readonly text: string }
  | { readonly kind: "prefix"; readonly text: string }
  | { readonly kind: "suffix"; readonly text: string }
  | { readonly kind: "wildcard"; readonly wildcard: Wildcard }
  | { readonly kind: "numeric"; readonly range: Range }
  | { readonly kind: "cidr"; readonly network: Network }
  | { readonly kind: "exists"; readonly wanted: boolean }
  | { readonly kind: "anything-but"; readonly but: Exception };

/** What `anything-but` leaves out. */
export type Exception =
  | { readonly kind: "strings"; readonly values: readonly string[] }
  | { readonly kind: "numbers"; readonly values: readonly number[] }
  | { readonly kind: "prefix"; readonly text: string }
  | { readonly kind: "wildcard"; readonly wildcard: Wildcard };
