import type { WireResponse } from "@skylab/protocol";
import type { Front } from "./front.ts";
import { newExtendedRequestId } from "./read-request.ts";

type Refused = { readonly status: number; readonly message: string; readonly errorType?: string };

/** What AWS's front answers itself, with its ids of a request, where no gateway response is there to be asked. */
export const refusal = ({ inside }: Pick<Front, "inside">, { errorType, message, status }: Refused): WireResponse => ({
  status,
  headers: {
    "content-type": "application/json",
    "x-amzn-RequestId": inside.requestId,
    ...(errorType !== undefined && { "x-amzn-ErrorType": errorType }),
    "x-amz-apigw-id": newExtendedRequestId(inside.frame.ids),
  },
  body: JSON.stringify({ message }),
});

/** There is no such API, or no such stage of a REST API. */
export const forbidden = (front: Pick<Front, "inside">): WireResponse =>
  refusal(front, { status: 403, message: "Forbidden", errorType: "ForbiddenException" });
