export type * from "./port.ts";
export { openRoleSessions } from "./role-sessions.ts";
