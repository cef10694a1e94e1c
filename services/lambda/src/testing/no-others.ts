import { NotServed, type ServiceCall } from "@skylab/service";

/** What a process answers that serves Lambda alone: functions work without roles there. */
export function noOthers({ service }: Pick<ServiceCall, "service">): never {
  throw new NotServed(`${service} is not served here.`);
}
