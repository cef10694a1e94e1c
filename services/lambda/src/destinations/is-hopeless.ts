import { isRefusal } from "@skylab/aws";
import { NotServed } from "@skylab/service";

/** Whether a destination is gone, does not let the role in, or is of a service that is not there at all: it will never be told. */
export const isHopeless = (error: unknown): boolean => isRefusal(error) || error instanceof NotServed;
