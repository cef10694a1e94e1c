import { IncomingMessage } from "node:http";

const asking = new WeakSet<IncomingMessage>();

/**
 * A request of a server that listens for upgrades. Node hands all that ask for one to such a server's listener, bare of their
 * bodies; but clients of Java and curl ask for HTTP/2 beside what they want (`Upgrade: h2c`), and must get their answer as if they
 * had not. `shouldUpgradeCallback` is there from Node 24 on; what all versions ask first is this property, which they set.
 */
export class UpgradableRequest extends IncomingMessage {
  get upgrade(): boolean {
    return asking.has(this) && (this.method === "CONNECT" || isForWebSocket(this));
  }

  set upgrade(asks: boolean | null) {
    if (asks === true) asking.add(this);
  }
}

/** https://www.rfc-editor.org/rfc/rfc6455#section-4.2.1 */
const isForWebSocket = ({ headers }: Pick<IncomingMessage, "headers">): boolean =>
  headers.upgrade?.toLowerCase() === "websocket";
