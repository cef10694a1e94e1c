import type { IncomingMessage } from "node:http";
import { isPlace, type Place } from "@skylab/aws";
import { readControlBody } from "@skylab/service";
import { parseJsonObject } from "../domain/json.ts";
import { canonicalNumber, isPhoneNumber } from "../domain/sms/phone-number.ts";
import { OPT_OUTS_PATH, SANDBOX_PATH } from "../facts.ts";
import type { SnsStore } from "../store/store.ts";
import { type Control, placeOf } from "./control.ts";

const USAGE_OF_OPT_OUT = 'Send {"phoneNumber": "+15551234567"}, with accountId and region where they are others.';
const USAGE_OF_SANDBOX = 'Send {"isInSandbox": true} or false, with accountId and region where they are others.';

/** What nobody can ask of AWS's API: recipients opt out by a text, and support lets accounts out of the sandbox. */
export const phoneRoutes =
  (sms: SnsStore["sms"]): Control =>
  (router, frame) => {
    router.post(OPT_OUTS_PATH, async (request, response) => {
      const { place, body } = await askedBy(request, frame.region);
      const { phoneNumber } = body;
      if (typeof phoneNumber !== "string" || !isPhoneNumber(phoneNumber) || place === undefined) {
        response.status(400).json({ error: USAGE_OF_OPT_OUT });
        return;
      }
      await sms.optOut(place, canonicalNumber(phoneNumber));
      response.status(204).end();
    });
    router.post(SANDBOX_PATH, async (request, response) => {
      const { place, body } = await askedBy(request, frame.region);
      if (typeof body["isInSandbox"] !== "boolean" || place === undefined) {
        response.status(400).json({ error: USAGE_OF_SANDBOX });
        return;
      }
      await sms.putInSandbox(place, body["isInSandbox"]);
      response.status(204).end();
    });
  };

type Asked = { readonly place: Place | undefined; readonly body: Readonly<Record<string, unknown>> };

async function askedBy(request: IncomingMessage, ownRegion: string): Promise<Asked> {
  const body = parseJsonObject((await readControlBody(request)).toString()) ?? {};
  const { accountId, region } = body;
  const named = {
    ...(typeof accountId === "string" && { accountId }),
    ...(typeof region === "string" && { region }),
  };
  const place = placeOf(named, ownRegion);
  return { place: isPlace(place) ? place : undefined, body };
}
