export type * from "./port.ts";
export { type LogDeliveryOptions, openLogDelivery } from "./open-log-delivery.ts";
