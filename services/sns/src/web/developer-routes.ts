import type { Place } from "@skylab/aws";
import { EMAIL_MESSAGES_PATH, PUSH_MESSAGES_PATH, SMS_MESSAGES_PATH } from "../facts.ts";
import type { SnsStore } from "../store/store.ts";
import { type Control, placeOf } from "./control.ts";
import { phoneRoutes } from "./phone-routes.ts";
import { describeEmail, describePush, describeText, type MessageDescription } from "./sent-message.ts";
import { tokenRoutes } from "./token-routes.ts";

/**
 * LocalStack's endpoints that show what SNS has sent to phones and devices, and the tokens that confirm subscriptions; and
 * by which phones are opted out, and accounts put into the sandbox.
 * https://docs.localstack.cloud/aws/services/sns/#developer-endpoints
 */
export function snsRoutes(store: SnsStore): Control {
  const routes: readonly Control[] = [
    sentRoutes({
      path: SMS_MESSAGES_PATH,
      list: "sms_messages",
      sent: store.smsMessages,
      describe: describeText,
      asked: ({ phoneNumber, ...where }, own) => ({
        place: placeOf(where, own),
        // A plus that is not encoded is a blank in a URL.
        to: phoneNumber?.replace(/^ /, "+"),
      }),
    }),
    sentRoutes({
      path: PUSH_MESSAGES_PATH,
      list: "platform_endpoint_messages",
      sent: store.pushMessages,
      describe: describePush,
      asked: ({ accountId, region, endpointArn: to }, own) => {
        const [, , , itsRegion, itsAccount] = to?.split(":") ?? [];
        return { place: placeOf({ accountId: itsAccount ?? accountId, region: itsRegion ?? region }, own), to };
      },
    }),
    sentRoutes({
      path: EMAIL_MESSAGES_PATH,
      list: "email_messages",
      sent: store.emailMessages,
      describe: describeEmail,
      asked: ({ emailAddress: to, ...where }, own) => ({ place: placeOf(where, own), to }),
    }),
    phoneRoutes(store.sms),
    tokenRoutes(store),
  ];
  return (router, frame) => {
    for (const route of routes) route(router, frame);
  };
}

type Parameters = Readonly<Record<string, string | undefined>>;

type SentRoutes = {
  readonly path: string;
  readonly list: string;
  readonly sent: SnsStore["smsMessages"];
  readonly describe: MessageDescription;
  readonly asked: (
    parameters: Parameters,
    ownRegion: string,
  ) => { readonly place: Place; readonly to: string | undefined };
};

function sentRoutes({ path, list, sent, describe, asked }: SentRoutes): Control {
  return (router, frame) => {
    router.get(path, async (request, response) => {
      const { place, to } = asked(parametersOf(request.query), frame.region);
      const byReceiver = new Map<string, object[]>(to === undefined ? [] : [[to, []]]);
      for (const message of await sent.list(place, to)) {
        const known = byReceiver.get(message.to) ?? [];
        known.push(describe(message));
        byReceiver.set(message.to, known);
      }
      response.json({ [list]: Object.fromEntries(byReceiver), region: place.region });
    });
    router.delete(path, async (request, response) => {
      const { place, to } = asked(parametersOf(request.query), frame.region);
      await sent.forget(place, to);
      response.status(204).end();
    });
  };
}

/** Of a parameter that is named twice neither counts. */
const parametersOf = (query: Readonly<Record<string, unknown>>): Parameters =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) =>
      typeof value === "string" && value !== "" ? [[name, value]] : [],
    ),
  );
