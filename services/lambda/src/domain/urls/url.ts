import type { FunctionUrlConfig } from "@aws-sdk/client-lambda";
import { type AwsError, type Ids, randomText } from "@skylab/aws";
import { resourceConflict, resourceNotFound, validationError } from "../errors.ts";
import { type FunctionAddress, functionArn, LATEST } from "../functions/function-arn.ts";

/** The URL of a function, or of one of its aliases, as it is kept. */
export type StoredUrl = {
  /** The first label of its host. */
  readonly id: string;
  readonly authType: "AWS_IAM" | "NONE";
  readonly cors?: StoredCors;
  /** `BUFFERED` where absent. */
  readonly invokeMode?: "BUFFERED" | "RESPONSE_STREAM";
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly modifiedAt: number;
};

/** As the API has it. */
export type StoredCors = {
  readonly AllowCredentials?: boolean | undefined;
  readonly AllowHeaders?: string[] | undefined;
  readonly AllowMethods?: string[] | undefined;
  readonly AllowOrigins?: string[] | undefined;
  readonly ExposeHeaders?: string[] | undefined;
  readonly MaxAge?: number | undefined;
};

/** What a URL is of. */
export type UrlTarget = FunctionAddress & {
  /** `$LATEST`: of the function itself. */
  readonly qualifier: string;
};

/** A URL as the API shows it. */
export type DescribedUrl = FunctionUrlConfig & {
  readonly AuthType: StoredUrl["authType"];
  readonly CreationTime: string;
  readonly FunctionArn: string;
  readonly FunctionUrl: string;
  readonly LastModifiedTime: string;
};

/** @param endpoint how the client reached Skylab */
export const describeUrl = (of: UrlTarget, url: StoredUrl, endpoint: string): DescribedUrl => ({
  FunctionUrl: hostOf(url.id, of.place.region, endpoint),
  FunctionArn: arnOfUrl(of),
  AuthType: url.authType,
  ...(url.cors && { Cors: url.cors }),
  CreationTime: timeOf(url.createdAt),
  LastModifiedTime: timeOf(url.modifiedAt),
  InvokeMode: url.invokeMode ?? "BUFFERED",
});

/** The ARN of what a URL is of: an alias's has its name, a function's has none. */
const arnOfUrl = ({ qualifier, ...of }: UrlTarget): string =>
  functionArn(of, qualifier === LATEST ? undefined : qualifier);

const timeOf = (at: number): string => new Date(at).toISOString();

/** `http://<id>.lambda-url.<region>.<host>:4566/`, on the host that the client knows. */
function hostOf(id: string, region: string, endpoint: string): string {
  const { hostname, port, protocol } = new URL(endpoint);
  // No label stands before an address.
  const isAddress = /^[\d.]+$|^\[/.test(hostname);
  const host = isAddress ? "localhost" : hostname.replace(SERVICE_LABELS, "");
  return `${protocol}//${id}.lambda-url.${region}.${host}${port === "" ? "" : `:${port}`}/`;
}

/** Who asks `lambda.us-east-1.localhost…` is answered a host beside it, not below. */
const SERVICE_LABELS = /^lambda\.(?:[a-z]+(?:-[a-z]+)+-\d\.)?/;

/** As AWS's: 32 letters and digits. */
const ID_LENGTH = 32;
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

export const newUrlId = (ids: Ids): string => randomText(ids, ALPHABET, ID_LENGTH);

/** The tag by which whoever makes a function chooses the id of its URL, as LocalStack has it. */
const CUSTOM_ID_TAG = "_custom_id_";

/**
 * The id that a function's tags choose for its URL.
 * @throws AwsError ValidationException where no host can be called so
 */
export function customUrlId(tags: Readonly<Record<string, string>>): string | undefined {
  const id = tags[CUSTOM_ID_TAG];
  if (id === undefined || LABEL.test(id)) return id;
  throw validationError({ value: id, member: "tags", constraint: "be a valid subdomain" });
}

/** https://www.rfc-editor.org/rfc/rfc1123#section-2, in lower case: hosts are compared so. */
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Both spaces are AWS's. */
export const urlExists = (of: UrlTarget): AwsError =>
  resourceConflict(
    `Failed to create function url config for [functionArn = ${arnOfUrl(of)}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
  );

export const urlIdIsTaken = (of: UrlTarget, id: string): AwsError =>
  resourceConflict(
    `Failed to create function url config for [functionArn = ${arnOfUrl(of)}]. Error message:  The id ${id} is another function's`,
  );

/** The operations that make and change URLs say so of a function or alias that is missing. */
export const noFunctionForUrl = (): AwsError => resourceNotFound("Function does not exist");

export const noSuchUrl = (): AwsError => resourceNotFound("The resource you requested does not exist.");
