import { AwsError } from "@skylab/aws";
import type { Door } from "./authenticate.ts";
import { identify } from "./identity/identify.ts";
import type { Identity } from "./identity/identity.ts";
import { type FormFields, parseSignedForm, type SignedForm, verifyPostForm } from "./signature/post-form.ts";

/** Who sends a form. */
export type AuthenticatedForm = {
  readonly identity: Identity;
  /** `undefined`: nobody signed it. */
  readonly signed: SignedForm | undefined;
};

/** What S3 lets forms in by. Who signs nothing may send one: policies see nobody. */
export type FormDoor = Pick<Door, "mode" | "rootKey" | "issuerNow" | "lookup" | "report">;

/**
 * Reads the signature of a form that a browser uploads with, finds its key, decides who sends it, and verifies it.
 * @throws AwsError in S3's words.
 */
export async function authenticateForm(fields: FormFields, door: FormDoor): Promise<AuthenticatedForm> {
  const signed = parseSignedForm(fields);
  const known = signed && (await door.lookup(signed.accessKeyId, signed.sessionToken));
  const { identity, proof, refusal } = identify(signed, known, { ...door, family: "s3", unsigned: true });
  if (refusal) door.report?.(refusal, identity);
  if (signed === undefined || proof === undefined) return { identity, signed };
  try {
    verifyPostForm(signed, proof.secret);
  } catch (error) {
    if (proof.onFailure === "refuse" || !(error instanceof AwsError)) throw error;
    door.report?.(error, identity);
  }
  return { identity, signed };
}
