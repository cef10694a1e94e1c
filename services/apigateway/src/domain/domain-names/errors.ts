import type { AwsError } from "@skylab/aws";
import { badRequest, conflict, notFound } from "../errors.ts";

// What AWS says of custom domain names and their mappings.

export const noSuchDomainName = (): AwsError => notFound("Invalid domain name identifier specified");

/** In whichever account: the name is the host that all of them share. */
export const domainNameExists = (): AwsError => badRequest("The domain name you provided already exists.");

export const noSuchBasePath = (): AwsError => notFound("Invalid base path mapping identifier specified");

export const basePathExists = (): AwsError => conflict("Base path already exists for this domain name");

export const multiLevelBasePath = (): AwsError =>
  badRequest(
    "API Gateway V1 doesn't support the slash character (/) in base path mappings. To create a multi-level base path mapping, use API Gateway V2.",
  );

/** What a mapping names as its API. */
export const invalidMappedApi = (): AwsError => badRequest("Invalid REST API identifier specified");

/** What a mapping names as its stage. */
export const invalidMappedStage = (): AwsError => badRequest("Invalid stage identifier specified");

/** What is mapped is not deleted. */
export const stageIsMapped = (stage: string, domains: readonly string[]): AwsError =>
  badRequest(
    `Deleting stage ${stage} failed. Please remove all base path mappings related to the stage in your domains: ${domains.join(", ")}`,
  );

/** In words that nobody recorded from AWS. */
export const noSuchAssociation = (): AwsError =>
  notFound("Invalid domain name access association identifier specified");
