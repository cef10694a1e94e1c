/** Nobody serves the service that is called: Skylab does not have it, or was told by `SKYLAB_SERVICES` to leave it out. */
export class NotServed extends Error {
  override readonly name = "NotServed";
}
