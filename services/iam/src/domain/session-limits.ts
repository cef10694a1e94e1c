import { deflateRawSync } from "node:zlib";
import { validatePolicyDocument } from "@skylab/auth";
import { AwsError } from "@skylab/aws";
import type { Tags } from "@skylab/identity";

/** What bounds a session beside its owner's permissions, as requests pass it. */
export type SessionLimits = {
  readonly policies: readonly string[];
  readonly policyArns: readonly string[];
};

type Passed = {
  readonly Policy?: string | undefined;
  readonly PolicyArns?: readonly { readonly arn?: string | undefined }[] | undefined;
};

/** Bytes into which AWS packs policies and tags: how is not told, deflating comes near. */
const PACKED_BYTES = 2048;

/** @throws AwsError `MalformedPolicyDocument` */
export function readSessionLimits({ Policy: policy, PolicyArns: arns = [] }: Passed): SessionLimits {
  if (policy !== undefined) validatePolicyDocument(policy, "session");
  return { policies: policy === undefined ? [] : [policy], policyArns: arns.flatMap(({ arn }) => arn ?? []) };
}

/**
 * How much of the space for policies and tags a session takes, in percent; nothing where it has neither.
 * @throws AwsError `PackedPolicyTooLarge`
 */
export function packedPolicySize({ policies, policyArns }: SessionLimits, tags: Tags): { PackedPolicySize?: number } {
  if (policies.length === 0 && policyArns.length === 0 && Object.keys(tags).length === 0) return {};
  const packed = deflateRawSync(JSON.stringify([policies, policyArns, tags])).length;
  const percent = Math.ceil((packed / PACKED_BYTES) * 100);
  if (percent > 100) {
    const what = policies.length + policyArns.length > 0 ? "policy" : "session tags";
    throw new AwsError(
      "PackedPolicyTooLargeException",
      `Packed size of ${what} consumes ${percent}% of allotted space.`,
    );
  }
  return { PackedPolicySize: percent };
}
