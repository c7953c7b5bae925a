import { useEffect, useRef } from "react";

/** What the server tells about: `GET /console/events`. */
export type Topic =
  | "provisioning"
  | "users"
  | "groups"
  | "seats"
  | "sync"
  | "instances"
  | "connections"
  | "jobs"
  | "mails"
  | "findings";

/**
 * Calls a function when something of these topics has changed, until the component goes away or `isOn` is false. The
 * server tells numbers only; the page reads again.
 */
export function useLive(topics: readonly Topic[], onChange: () => void, isOn = true): void {
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  const names = topics.join(",");
  useEffect(() => {
    if (!isOn) return undefined;
    const stream = new EventSource(`/console/events?topics=${names}`);
    stream.addEventListener("change", () => latest.current());
    return () => stream.close();
  }, [names, isOn]);
}
