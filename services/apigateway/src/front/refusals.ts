import type { WireResponse } from "@skylab/protocol";

/** What an API answers in AWS's name, where no gateway response is there to be asked. */
export const refusal = (status: number, message: string, errorType?: string): WireResponse => ({
  status,
  headers: {
    "content-type": "application/json",
    ...(errorType !== undefined && { "x-amzn-errortype": errorType }),
  },
  body: JSON.stringify({ message }),
});

/** There is no such API, or no such stage of a REST API. */
export const forbidden = (): WireResponse => refusal(403, "Forbidden", "ForbiddenException");
