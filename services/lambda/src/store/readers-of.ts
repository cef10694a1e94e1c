import { isPlace, type Place } from "@skylab/aws";
import { placesOf, type Reader, readerOf, type Records } from "@skylab/records";

/** The rows of a place; `undefined`: it is none, and has none. Whatever a client wrote into an ARN comes here. */
export const readersOf =
  (records: Records): ((place: Place) => Reader | undefined) =>
  (place) =>
    isPlace(place) ? readerOf(placesOf(records).at(place)) : undefined;
