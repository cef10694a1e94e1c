import { BlobIsMissing } from "@skylab/objects";
import type { WireResponse } from "@skylab/protocol";
import type { Exchange } from "@skylab/service";
import { CODE_PATH } from "../domain/functions/code-path.ts";
import type { LambdaStore } from "../store/store.ts";

/** Answers the links of GetFunction and GetLayerVersion; `undefined`: the request is for something else. */
export function downloadCode(store: LambdaStore, { head }: Exchange): Promise<WireResponse> | undefined {
  if (!head.path.startsWith(CODE_PATH)) return undefined;
  return download(head.path.slice(CODE_PATH.length), { isGet: head.method === "GET", query: head.query }, store);
}

type Asked = { readonly isGet: boolean; readonly query: string };

async function download(blob: string, { isGet, query }: Asked, store: LambdaStore): Promise<WireResponse> {
  const link = isGet ? await store.codeLinks.check(blob, new URLSearchParams(query)) : "forged";
  if (link === "expired") return refusal(FORBIDDEN, "AccessDenied", "Request has expired");
  if (link === "forged") return refusal(FORBIDDEN, "AccessDenied", "Access Denied");
  try {
    const body = await store.blobs.get(blob);
    return { status: OK, headers: { "content-type": "application/zip" }, body };
  } catch (error) {
    if (error instanceof BlobIsMissing) return refusal(NOT_FOUND, "NoSuchKey", "The specified key does not exist.");
    throw error;
  }
}

const OK = 200;
const FORBIDDEN = 403;
const NOT_FOUND = 404;

/** As S3 words it: AWS's links are S3's. */
const refusal = (status: number, code: string, message: string): WireResponse => ({
  status,
  headers: { "content-type": "application/xml" },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});
