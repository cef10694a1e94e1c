import type { Delivery, SignatureVersion } from "../domain/delivery/delivery.ts";
import { type Enclosed, envelopeWriter, type Seal } from "../domain/messages/envelope.ts";
import { type Base, certificateUrl, unsubscribeUrl } from "../domain/messages/links.ts";
import { type Notice, noticeOf, subscriptionOf } from "../domain/messages/notice.ts";
import type { Publication } from "../domain/messages/publication.ts";
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
export type Bases = { readonly endpoint: () => Base; readonly certificates: Base | undefined };

export function openEnvelopes(signing: Signing, { endpoint, certificates }: Bases): Envelopes {
  const sealed = async (delivery: Delivery, version: SignatureVersion): Promise<Sealed> => {
    const notice = noticeOf(delivery, endpoint());
    // AWS signs no notifications of FIFO topics.
    const seal =
      notice.sequenceNumber === undefined
        ? await sealOf(signing, { notice, version, base: certificates ?? endpoint() })
        : undefined;
    return { notice, seal, write: envelopeWriter(notice, seal) };
  };
  const known = rememberPublications(sealed);
  const linkOf = (delivery: Delivery): string => unsubscribeUrl(endpoint(), subscriptionOf(delivery));
  return {
    unsubscribeUrl: linkOf,
    notice: (delivery) => noticeOf(delivery, endpoint()),
    enclose: async (delivery, version = delivery.topic.signatureVersion) => {
      const { notice, seal } = await known(delivery, version);
      return { notice, enclosed: { seal, unsubscribeUrl: linkOf(delivery) } };
    },
    write: async (delivery) => (await known(delivery, delivery.topic.signatureVersion)).write(linkOf(delivery)),
  };
}

type Sealed = {
  readonly notice: Notice;
  readonly seal: Seal | undefined;
  /** Writes the envelope of a subscriber who has this link. */
  readonly write: (unsubscribeUrl: string) => string;
};

type Sealing = { readonly notice: Notice; readonly version: SignatureVersion; readonly base: Base };

async function sealOf(signing: Signing, { notice, version, base }: Sealing): Promise<Seal> {
  const signature = await signing.sign(stringToSign(notice), version);
  const { id } = await signing.certificate();
  return { version, signature, certificateUrl: certificateUrl(base, id) };
}

type MakeSealed = (delivery: Delivery, version: SignatureVersion) => Promise<Sealed>;

/** As long as a publication is at hand, all of its subscribers who get the same text get what was made for the first. */
function rememberPublications(make: MakeSealed): MakeSealed {
  const known = new WeakMap<Publication, Map<string, Promise<Sealed>>>();
  return (delivery, version) => {
    const { content, subscriber } = delivery;
    if (content.type !== "Notification") return make(delivery, version);
    const { publication } = content;
    const variants = known.get(publication) ?? new Map<string, Promise<Sealed>>();
    known.set(publication, variants);
    const hasOwnText = publication.messages?.[subscriber.protocol] !== undefined;
    const variant = hasOwnText ? version + subscriber.protocol : version;
    const sealed = variants.get(variant);
    if (sealed !== undefined) return sealed;
    const made = make(delivery, version);
    variants.set(variant, made);
    made.catch(() => variants.delete(variant));
    return made;
  };
}
