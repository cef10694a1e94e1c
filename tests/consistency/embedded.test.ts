import { describe } from "vitest";
import { describeConsistency } from "./consistency.ts";
import { startEmbedded } from "./embedded.ts";

describe("the embedded mode, killed under load", () => describeConsistency(startEmbedded));
