import type { CodeSigningConfig } from "@aws-sdk/client-lambda";
import { AwsError, formatArn, type Ids, isSamePlace, parseArn, type Place, randomText } from "@skylab/aws";
import { invalidParameterValue, resourceNotFound } from "../errors.ts";

/** Whose signatures code must have, as it is kept. */
export type StoredCodeSigningConfig = {
  readonly description: string;
  /** Whose: ARNs of versions of signing profiles. */
  readonly publishers: readonly string[];
  /** What becomes of code without: it is refused, or only warned of. */
  readonly policy: "Enforce" | "Warn";
  readonly lastModified: string;
  readonly tags: Readonly<Record<string, string>>;
};

/** Which configuration: its account and region, and its id there. */
export type CodeSigningConfigAddress = { readonly place: Place; readonly id: string };

/** `csc-` and so many characters. */
const ID_LENGTH = 17;
const CHARACTERS = "0123456789abcdef";

export const newCodeSigningConfigId = (ids: Ids): string => `csc-${randomText(ids, CHARACTERS, ID_LENGTH)}`;

/** The ARN of a configuration. */
export const codeSigningConfigArn = ({ place, id }: CodeSigningConfigAddress): string =>
  formatArn({ service: "lambda", ...place, resource: `code-signing-config:${id}` });

/**
 * The configuration of `here` that an ARN names; the model has checked its form.
 * @throws AwsError `missing`, where it is another place's
 */
export function readCodeSigningConfigArn(
  arn: string,
  here: Place,
  missing: (arn: string) => AwsError = noSuchCodeSigningConfig,
): CodeSigningConfigAddress {
  const { account = "", region = "", resource = "" } = parseArn(arn) ?? {};
  if (!isSamePlace({ account, region }, here)) throw missing(arn);
  return { place: here, id: resource.slice("code-signing-config:".length) };
}

/** A configuration as the API shows it. */
export const describeCodeSigningConfig = (
  address: CodeSigningConfigAddress,
  { description, lastModified, policy, publishers }: StoredCodeSigningConfig,
): CodeSigningConfig => ({
  CodeSigningConfigId: address.id,
  CodeSigningConfigArn: codeSigningConfigArn(address),
  Description: description,
  AllowedPublishers: { SigningProfileVersionArns: [...publishers] },
  CodeSigningPolicies: { UntrustedArtifactOnDeployment: policy },
  LastModified: lastModified,
});

/** Asked for by itself. */
export const noSuchCodeSigningConfig = (arn: string): AwsError =>
  resourceNotFound(`The Lambda code signing configuration ${arn} can not be found.`);

/** Asked for by a function. */
export const codeSigningConfigNotFound = (arn: string): AwsError =>
  new AwsError(
    "CodeSigningConfigNotFoundException",
    `The code signing configuration cannot be found. Check that the provided configuration is not deleted: ${arn}.`,
    { members: { Type: "User" } },
  );

export const imagesAreNotSigned = (): AwsError =>
  invalidParameterValue("Code signing is not supported for functions created with container images.");
