import type { WireResponse } from "@skylab/protocol";
import type { Exchange, Inside, ServiceDefinition } from "@skylab/service";
import { websiteAddress } from "../domain/website/website-address.ts";
import type { S3Operations } from "../operation.ts";
import type { S3Store } from "../store/store.ts";
import { answerPreflight, refuseForeignPage } from "./cors.ts";
import { isForm, postObject } from "./post-object.ts";
import { showWebsite } from "./website.ts";

type Beside = NonNullable<ServiceDefinition<S3Operations, S3Store>["beside"]>;

/** What S3 answers that is no operation of its model: preflights, websites, and browsers' forms. */
export const besideOperations =
  (store: S3Store): Beside =>
  (exchange, inside) => {
    const { head } = exchange;
    if (head.method === "OPTIONS") return answerPreflight(store, exchange);
    if (head.headers.origin === undefined) return answerBeside(store, exchange, inside);
    return pageMayAsk(store, exchange, inside).then(() => answerBeside(store, exchange, inside));
  };

/**
 * Where every key counts, any page that its user happens to open could sign for everything, so S3 asks here who may ask.
 * Where keys are known, it answers all as AWS does, and leaves it to the browser to show pages nothing.
 */
const pageMayAsk = async (store: S3Store, exchange: Exchange, { frame }: Inside<S3Operations>): Promise<void> => {
  if (frame.auth.mode !== "enforce") await refuseForeignPage(store, exchange);
};

function answerBeside(
  store: S3Store,
  exchange: Exchange,
  inside: Inside<S3Operations>,
): Promise<WireResponse> | undefined {
  const { head } = exchange;
  const website = websiteAddress(head.headers.host ?? "", head.path);
  if (website !== undefined) return showWebsite(website, { store, exchange, inside });
  return isForm(head) ? postObject({ store, exchange, inside }) : undefined;
}
