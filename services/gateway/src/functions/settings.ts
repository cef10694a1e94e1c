import { containerSettings, hostSettings } from "@skylab/sandbox/settings";

/** What the gateway is told of the functions that it runs. */
export const functionSettings = { ...hostSettings, ...containerSettings };
