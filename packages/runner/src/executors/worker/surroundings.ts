/**
 * What a task may leave changed in its process, as a text to compare: what it waits for, listeners, global names. Timers and servers that
 * are left would go on in the next task.
 */
export function surroundings(): string {
  const resources = process.getActiveResourcesInfo().filter((name) => !passing.has(name));
  const listeners = process.eventNames().map((name) => `${String(name)} ${process.listenerCount(name)}`);
  return JSON.stringify([resources.sort(), listeners.sort(), Object.getOwnPropertyNames(globalThis).length, Object.keys(Object.prototype)]);
}

/** Of Node itself: they come and go. */
const passing = new Set(["PipeWrap", "FSReqPromise", "FSReqCallback", "CloseReq", "Immediate", "TickObject", "WriteWrap", "TTYWrap"]);
