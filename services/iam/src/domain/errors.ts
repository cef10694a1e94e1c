import { AwsError } from "@skylab/aws";

// IAM's refusals, as AWS words and codes them. The model knows their statuses.

export const noSuchEntity = (message: string): AwsError => new AwsError("NoSuchEntityException", message);

export const alreadyExists = (message: string): AwsError => new AwsError("EntityAlreadyExistsException", message);

export const deleteConflict = (message: string): AwsError => new AwsError("DeleteConflictException", message);

export const limitExceeded = (message: string): AwsError => new AwsError("LimitExceededException", message);

/** More than the account may have of something: `AccessKeysPerUser`. */
export const quotaExceeded = (name: string, quota: number): AwsError =>
  limitExceeded(`Cannot exceed quota for ${name}: ${String(quota)}`);

export const invalidInput = (message: string): AwsError => new AwsError("InvalidInputException", message);

/** Roles that are a service's own. */
export const protectedRole = (name: string): AwsError =>
  new AwsError(
    "UnmodifiableEntityException",
    `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`,
  );

export const malformedPolicyDocument = (message: string): AwsError =>
  new AwsError("MalformedPolicyDocumentException", message);

/** What the model's constraints do not say, and IAM checks all the same. */
export const validationError = (message: string): AwsError => new AwsError("ValidationError", message, { status: 400 });

/** What no policy could allow. */
export const accessDenied = (message: string): AwsError => new AwsError("AccessDenied", message, { status: 403 });

/** What credentials are told with which IAM may not be used at all. */
export const invalidClientToken = (): AwsError =>
  new AwsError("InvalidClientTokenId", "The security token included in the request is invalid", { status: 403 });

export const malformedCertificate = (message: string): AwsError =>
  new AwsError("MalformedCertificateException", message);

export const keyPairMismatch = (): AwsError =>
  new AwsError("KeyPairMismatchException", "The public key certificate and the private key do not match.");

export const duplicateCertificate = (): AwsError =>
  new AwsError("DuplicateCertificateException", "The same certificate is associated with an IAM user in the account.");

/** A text that is no key, or one of another kind. */
export const unrecognizedPublicKey = (): AwsError =>
  new AwsError("UnrecognizedPublicKeyEncodingException", "Invalid public key uploaded.");

/** A key that is too weak. */
export const invalidPublicKey = (): AwsError =>
  new AwsError("InvalidPublicKeyException", "Invalid public key uploaded.");

export const duplicateSshPublicKey = (): AwsError =>
  new AwsError(
    "DuplicateSSHPublicKeyException",
    "The SSH public key is already associated with the specified IAM user.",
  );
