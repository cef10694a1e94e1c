import type { WireResponse } from "@skylab/protocol";
import type { Exchange } from "@skylab/service";
import { certificateId } from "../facts.ts";
import type { Signing } from "../store/signing.ts";

/** Shows everybody the certificate that messages are verified with; `undefined`: the request is for something else. */
export function showCertificate(signing: Signing, { head }: Exchange): Promise<WireResponse> | undefined {
  if (head.method !== "GET" && head.method !== "HEAD") return undefined;
  const asked = certificateId(head.path);
  return asked === undefined ? undefined : certificateAnswer(signing, asked);
}

async function certificateAnswer(signing: Signing, asked: string): Promise<WireResponse> {
  const { id, pem } = await signing.certificate();
  const body = Buffer.from(asked === id ? pem : "There is no such certificate.\n");
  return asked === id
    ? { status: 200, headers: { "content-type": "application/x-pem-file", "cache-control": "max-age=31536000" }, body }
    : { status: 404, headers: { "content-type": "text/plain" }, body };
}
