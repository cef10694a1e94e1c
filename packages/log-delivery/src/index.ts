export type * from "./port.ts";
export { openLogDelivery } from "./open-log-delivery.ts";
