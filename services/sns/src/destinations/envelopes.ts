import type { Delivery, SignatureVersion } from "../domain/delivery/delivery.ts";
import { type Enclosed, envelope } from "../domain/messages/envelope.ts";
import { type Base, certificateUrl, unsubscribeUrl } from "../domain/messages/links.ts";
import { type Notice, noticeOf, subscriptionOf } from "../domain/messages/notice.ts";
import { stringToSign } from "../domain/messages/string-to-sign.ts";
import type { Signing } from "../store/signing.ts";

/** What subscribers are told, signed. */
export type Envelopes = {
  readonly unsubscribeUrl: (delivery: Delivery) => string;
  /** What it says. */
  readonly notice: (delivery: Delivery) => Notice;
  /** The same, and what it is verified by: in which version where it is not the topic's. */
  readonly enclose: (delivery: Delivery, version?: SignatureVersion) => Promise<Told>;
  /** The same as JSON. */
  readonly write: (delivery: Delivery) => Promise<string>;
};

export type Told = { readonly notice: Notice; readonly enclosed: Enclosed };

/** Where subscribers find Skylab, and the certificate where that is elsewhere. */
export type Bases = { readonly endpoint: Base; readonly certificates: Base };

export function openEnvelopes(signing: Signing, { endpoint, certificates }: Bases): Envelopes {
  const linkOf = (delivery: Delivery): string => unsubscribeUrl(endpoint, subscriptionOf(delivery));
  const enclose = async (delivery: Delivery, version = delivery.topic.signatureVersion): Promise<Told> => {
    const notice = noticeOf(delivery, endpoint);
    const link = linkOf(delivery);
    // AWS signs no notifications of FIFO topics.
    if (notice.sequenceNumber !== undefined) return { notice, enclosed: { seal: undefined, unsubscribeUrl: link } };
    const signature = await signing.sign(stringToSign(notice), version);
    const { id } = await signing.certificate();
    const seal = { version, signature, certificateUrl: certificateUrl(certificates, id) };
    return { notice, enclosed: { seal, unsubscribeUrl: link } };
  };
  return {
    unsubscribeUrl: linkOf,
    notice: (delivery) => noticeOf(delivery, endpoint),
    enclose,
    write: async (delivery) => {
      const { notice, enclosed } = await enclose(delivery);
      return envelope(notice, enclosed);
    },
  };
}
