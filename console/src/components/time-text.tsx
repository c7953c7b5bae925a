import type { ReactNode } from "react";

const UNITS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const RELATIVE = new Intl.RelativeTimeFormat(undefined, { numeric: "auto", style: "short" });
const LOCAL = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

/** Returns how long ago or ahead an instant is: "4 min. ago". */
export function relativeTime(at: string): string {
  const seconds = (Date.parse(at) - Date.now()) / 1_000;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return RELATIVE.format(Math.round(seconds / size), unit);
}

/** Shows an instant as people say it; the title has the local time and that of UTC. */
export function TimeText({ at }: { readonly at: string | undefined }): ReactNode {
  if (at === undefined) return "never";
  return (
    <time dateTime={at} title={`${LOCAL.format(new Date(at))} · ${at}`}>
      {relativeTime(at)}
    </time>
  );
}
