import type { Exchange, Inside, Types } from "@skylab/service";
import type { DataPlane } from "./data-plane.ts";

/** What came in at the front: everything that answering a request to an API stands on. */
export type Front = {
  readonly exchange: Exchange;
  readonly inside: FrontInside;
  readonly dataPlane: DataPlane;
};

/** What is behind the operations, none of which the front does by its name. */
export type FrontInside = Omit<Inside<Types>, "perform">;
