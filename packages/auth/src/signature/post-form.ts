import { AwsError } from "@skylab/aws";
import { parseCredential } from "./credential.ts";
import { signatureDoesNotMatch } from "./refusals.ts";
import { invalidArgument } from "./s3-refusals.ts";
import { ALGORITHM, type CredentialScope, signature, signingKey, TERMINATOR } from "./signing.ts";
import { parseTimestamp } from "./time.ts";
import { signatureV2 } from "./v2.ts";
import { isSame } from "./verify.ts";

// Forms with which browsers upload to S3: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html

/** The fields of a form, by their names in lower case. */
export type FormFields = ReadonlyMap<string, string>;

/** A form's claim to be signed. What is signed is the policy, as it stands in the form. Nothing is proven yet. */
export type SignedForm = {
  readonly accessKeyId: string;
  readonly sessionToken: string | undefined;
  readonly policy: string;
  readonly signature: string;
  /** `undefined`: Version 2. */
  readonly scope: CredentialScope | undefined;
};

/**
 * How a form says it is signed, by Version 4 or by S3's own Version 2; `undefined` if it does not.
 * @throws AwsError `InvalidArgument` in S3's words, naming what is missing or malformed.
 */
export function parseSignedForm(fields: FormFields): SignedForm | undefined {
  if (V4_FIELDS.some((name) => fields.has(name.toLowerCase()))) return parseFormV4(fields);
  return V2_FIELDS.some((name) => fields.has(name.toLowerCase())) ? parseFormV2(fields) : undefined;
}

/** In the order in which S3 misses them. */
const V4_FIELDS = ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Signature"];
const V2_FIELDS = ["AWSAccessKeyId", "Signature"];
const POLICY = "Policy";

function parseFormV4(fields: FormFields): SignedForm {
  const [algorithm = "", credential = "", date = "", signed = "", policy = ""] = [...V4_FIELDS, POLICY].map((name) =>
    required(fields, name),
  );
  if (algorithm !== ALGORITHM) {
    throw invalidArgument(`X-Amz-Algorithm only supports "${ALGORITHM}"`, "X-Amz-Algorithm", algorithm);
  }
  if (parseTimestamp(date) === undefined) {
    // The spelling is S3's.
    throw invalidArgument("X-Amz-Date must be formated via ISO8601 Long format", "X-Amz-Date", date);
  }
  const { accessKeyId, scope } = requireCredential(credential);
  return { accessKeyId, scope, policy, signature: signed, sessionToken: fields.get("x-amz-security-token") };
}

function parseFormV2(fields: FormFields): SignedForm {
  const [accessKeyId = "", signed = "", policy = ""] = [...V2_FIELDS, POLICY].map((name) => required(fields, name));
  const sessionToken = fields.get("x-amz-security-token");
  return { accessKeyId, scope: undefined, policy, signature: signed, sessionToken };
}

function required(fields: FormFields, name: string): string {
  const value = fields.get(name.toLowerCase());
  if (value === undefined) throw missingField(name);
  return value;
}

/** A form lacks a field, or has it behind its file. */
export function missingField(name: string): AwsError {
  const message = `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`;
  return invalidArgument(message, name, "");
}

function requireCredential(credential: string): { readonly accessKeyId: string; readonly scope: CredentialScope } {
  const wrong = (problem: string): AwsError => invalidArgument(problem, "X-Amz-Credential", credential);
  if (credential.startsWith("/")) throw wrong("a non-empty Access Key (AKID) must be provided in the credential.");
  if (credential.replace(/\/+$/, "").split("/").length !== CREDENTIAL_PARTS) {
    throw wrong('the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".');
  }
  const { accessKeyId, scope, terminator } = parseCredential(credential, "query", "s3");
  if (scope.service !== "s3") throw wrong(`incorrect service "${scope.service}". This endpoint belongs to "s3".`);
  if (terminator !== TERMINATOR) throw wrong(`incorrect terminal "${terminator}". This endpoint uses "${TERMINATOR}".`);
  return { accessKeyId, scope };
}

const CREDENTIAL_PARTS = 5;

/**
 * Proves that whoever has the secret signed the form's policy. When that ends to count, the policy says itself.
 * @throws AwsError `SignatureDoesNotMatch`
 */
export function verifyPostForm(form: SignedForm, secret: string): void {
  const { accessKeyId, policy, scope, signature: provided } = form;
  const calculated = scope === undefined ? signatureV2(secret, policy) : signature(signingKey(secret, scope), policy);
  if (isSame(calculated, provided)) return;
  throw signatureDoesNotMatch("s3", { accessKeyId, signature: provided, stringToSign: policy });
}

/** A form is signed for another region than its bucket's. `credential` as it stands in the form. */
export const formForOtherRegion = (credential: string, asked: string, expected: string): AwsError =>
  new AwsError("InvalidArgument", `the region '${asked}' is wrong; expecting '${expected}'`, {
    status: 400,
    members: { ArgumentName: "X-Amz-Credential", ArgumentValue: credential, Region: expected },
  });
