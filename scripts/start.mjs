// npm start: installs what is missing, builds what has changed, and serves, in this very process.
import { prepare } from "./prepare.mjs";

prepare();
await import("../services/standalone/dist/main.js");
