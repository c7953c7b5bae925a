import { BEHAVIOR_NAMES, BEHAVIORS } from "./behavior.js";

/** Returns the options as the Markdown table of `docs/modes.md`. */
export function behaviorTable(): string {
  const rows = BEHAVIOR_NAMES.map((name) => {
    const { meaning, tolerant, strict, rule, neededBy } = BEHAVIORS[name];
    return `| \`${name}\` | ${meaning} | ${onOff(tolerant)} | ${onOff(strict)} | ${rule} | ${neededBy} |`;
  });
  const head =
    "| Option | On means; off means | Tolerant | Strict | Rule | On is needed by |\n|---|---|---|---|---|---|";
  return [head, ...rows].join("\n");
}

function onOff(value: boolean): string {
  return value ? "on" : "off";
}
