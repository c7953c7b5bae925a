import type { ReactNode } from "react";

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const RELATIVE = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
const LOCAL = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** Returns how long ago, or in how long: "4 minutes ago". */
export function relativeTime(at: string, now = Date.now()): string {
  const seconds = (Date.parse(at) - now) / 1_000;
  const unit = UNITS.find(([, length]) => Math.abs(seconds) >= length);
  return unit === undefined
    ? RELATIVE.format(Math.round(seconds), "second")
    : RELATIVE.format(Math.round(seconds / unit[1]), unit[0]);
}

/** Returns the time of day where the person is. */
export function localTime(at: string): string {
  return LOCAL.format(new Date(at));
}

/** Returns a text of the server with its instants in the time of the person. */
export function withLocalTimes(text: string): string {
  return text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, localTime);
}

/** A moment: how long ago it was, and, when pointed at, the local time and UTC. */
export function Moment({
  at,
  isExact = false,
}: {
  readonly at: string;
  readonly isExact?: boolean;
}): ReactNode {
  return (
    <time dateTime={at} title={`${localTime(at)} (${at})`}>
      {isExact ? localTime(at) : relativeTime(at)}
    </time>
  );
}
