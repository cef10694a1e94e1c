import { incompleteSignature } from "./refusals.ts";
import { malformed } from "./s3-refusals.ts";
import type { SignaturePlace, SignatureV4 } from "./authentication.ts";
import type { AuthFamily } from "./family.ts";

/** `keyid/date/region/service/terminator`; AWS ignores slashes at the end. */
export const CREDENTIAL = /^([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)\/*$/;

/** The parts of a credential. @throws AwsError if it has not five of them. */
export function parseCredential(
  credential: string,
  place: SignaturePlace,
  family: AuthFamily,
): Pick<SignatureV4, "accessKeyId" | "scope" | "terminator"> {
  const parts = CREDENTIAL.exec(credential);
  if (parts) {
    const [, accessKeyId = "", date = "", region = "", service = "", terminator = ""] = parts;
    return { accessKeyId, scope: { date, region, service }, terminator };
  }
  if (family === "s3") {
    throw malformed(
      place,
      'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  }
  const shape = "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term";
  throw incompleteSignature(family, `${shape}, got '${credential}'`);
}
