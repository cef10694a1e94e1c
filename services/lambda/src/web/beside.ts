import type { WireResponse } from "@skylab/protocol";
import { answerToPage, type Exchange, type ServiceDefinition } from "@skylab/service";
import { type UrlAddress, urlAddress } from "../domain/url-requests/url-address.ts";
import { isAllowedOrigin, isPreflight, urlCorsHeaders } from "../domain/url-requests/url-cors.ts";
import type { LambdaOperations } from "../operation.ts";
import type { LambdaStore } from "../store/store.ts";
import type { FoundUrl } from "../store/urls.ts";
import { downloadCode } from "./download-code.ts";
import { answerUrl } from "./function-url.ts";
import { noSuchUrl, unsignedUrl } from "./url-refusals.ts";

type Definition = ServiceDefinition<LambdaOperations, LambdaStore>;

/** What Lambda answers that is no operation of its model: functions' URLs, and what web pages ask first. */
export const besideOperations =
  (store: LambdaStore): NonNullable<Definition["beside"]> =>
  (exchange, inside) => {
    const address = addressOf(exchange);
    if (address === undefined) return downloadCode(store, exchange) ?? answerToPage(exchange);
    return answerAt(address, { exchange, inside, store });
  };

type Asked = Omit<Parameters<typeof answerUrl>[0], "found">;

async function answerAt(address: UrlAddress, asked: Asked): Promise<WireResponse> {
  const { exchange, inside, store } = asked;
  const found = await findUrl(address, store);
  if (found === undefined) return noSuchUrl();
  const { cors } = found.url;
  const { headers, method } = exchange.head;
  // Its headers are those of every answer to a page.
  if (cors !== undefined && isPreflight(method, headers)) return { status: 200, headers: {}, body: "" };
  const { origin } = headers;
  // Where every key counts, any page that its user happens to open could sign.
  if (found.url.authType === "AWS_IAM" && origin !== undefined && inside.frame.auth.mode !== "enforce") {
    if (!exchange.page?.allowed && !(cors && isAllowedOrigin(cors, origin))) return unsignedUrl();
  }
  return await answerUrl({ ...asked, found });
}

/** The headers by which a browser shows its page an answer. */
export const originHeaders =
  (store: LambdaStore): NonNullable<Definition["originHeaders"]> =>
  async (exchange) => {
    const address = addressOf(exchange);
    if (address === undefined) return exchange.page?.headers ?? {};
    const cors = (await findUrl(address, store))?.url.cors;
    return cors === undefined ? {} : urlCorsHeaders(cors, exchange.head.method, exchange.head.headers);
  };

const addressOf = ({ head }: Exchange): UrlAddress | undefined => urlAddress(head.headers.host ?? "");

async function findUrl({ id, region }: UrlAddress, store: LambdaStore): Promise<FoundUrl | undefined> {
  const found = await store.urls.find(id);
  return found?.of.place.region === region ? found : undefined;
}
