import { BoundedMap } from "@skylab/aws";
import { incompleteSignature } from "./refusals.ts";
import { malformed } from "./s3-refusals.ts";
import type { SignaturePlace, SignatureV4 } from "./authentication.ts";
import type { AuthFamily } from "./family.ts";

/** `keyid/date/region/service/terminator`; AWS ignores slashes at the end. */
export const CREDENTIAL = /^([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)\/*$/;

type Credential = Pick<SignatureV4, "accessKeyId" | "scope" | "terminator">;

/** As many as signing keys are kept; no key of AWS's makes a credential longer than that. */
const MAX_KNOWN_CREDENTIALS = 1024;
const MAX_KNOWN_LENGTH = 256;
const knownCredentials = new BoundedMap<string, Credential>(MAX_KNOWN_CREDENTIALS);

/** The parts of a credential. @throws AwsError if it has not five of them. */
export function parseCredential(credential: string, place: SignaturePlace, family: AuthFamily): Credential {
  const parse = (): Credential => splitCredential(credential, place, family);
  return credential.length > MAX_KNOWN_LENGTH ? parse() : knownCredentials.get(credential, parse);
}

function splitCredential(credential: string, place: SignaturePlace, family: AuthFamily): Credential {
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
