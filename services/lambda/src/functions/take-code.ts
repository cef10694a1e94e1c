import { createHash } from "node:crypto";
import type { FunctionCode } from "@aws-sdk/client-lambda";
import type { Place } from "@skylab/aws";
import type { Call } from "@skylab/service";
import { takeZip } from "../code/take-zip.ts";
import { noSource } from "../domain/functions/code-errors.ts";
import { FOLDER_SHA256, isHotReload, readFolder } from "../domain/functions/hot-reload.ts";
import type { StoredCode, StoredConfiguration } from "../domain/functions/version.ts";
import { invalidParameterValue } from "../domain/errors.ts";
import type { LambdaStore } from "../store/store.ts";

/** Code of a function, taken from a request, which nobody holds yet. */
export type TakenCode = {
  readonly code: StoredCode;
  /** Bytes of all files of a zip; else 0. */
  readonly unzippedBytes: number;
  /** Whether AWS Signer has been at it. */
  readonly isSigned: boolean;
  /** What the configuration tells of it. */
  readonly described: Pick<StoredConfiguration, "CodeSha256" | "CodeSize">;
};

type Taking = { readonly place: Place; readonly call: Call; readonly store: LambdaStore };

/**
 * Takes the code that a request brings along or names.
 * @throws AwsError InvalidParameterValueException, RequestEntityTooLargeException, AccessDeniedException
 */
export async function takeCode(source: FunctionCode, { call, place, store }: Taking): Promise<TakenCode> {
  const { ImageUri, S3Bucket, S3Key, ZipFile } = source;
  if (ImageUri !== undefined) return takeImage(ImageUri);
  if (ZipFile !== undefined && (S3Bucket !== undefined || S3Key !== undefined)) throw twoSources();
  if (isHotReload(S3Bucket)) return takeFolder(readFolder(S3Key, store.hotReloadFolders ?? []));
  const { code, isSigned, unzippedBytes } = await takeZip(source, place, { call, store });
  return { code, isSigned, unzippedBytes, described: { CodeSha256: code.sha256, CodeSize: code.size } };
}

const twoSources = (): Error =>
  invalidParameterValue("Please do not provide other FunctionCode parameters when providing a ZipFile.");

const takeFolder = (path: string): TakenCode => ({
  code: { kind: "folder", path },
  ...NOT_ZIPPED,
  described: { CodeSha256: FOLDER_SHA256, CodeSize: 0 },
});

/** Which digest a tag points to, only a registry knows: an image without one is known by its name. */
function takeImage(uri: string): TakenCode {
  if (uri === "") throw noSource();
  const digest = /@sha256:(?<digest>[0-9a-f]{64})$/.exec(uri)?.groups?.["digest"];
  const CodeSha256 = digest ?? createHash("sha256").update(uri).digest("hex");
  return { code: { kind: "image", uri }, ...NOT_ZIPPED, described: { CodeSha256, CodeSize: 0 } };
}

const NOT_ZIPPED = { unzippedBytes: 0, isSigned: false };
