const NUMBER = new Intl.NumberFormat();
const PERCENT = new Intl.NumberFormat(undefined, { style: "percent" });

/** Returns a number as its reader writes it: 12480 as "12,480". */
export function numberText(value: number): string {
  return NUMBER.format(value);
}

/** Returns a share as a percentage: 0.97 as "97%". */
export function percentText(share: number): string {
  return PERCENT.format(share);
}

/** Returns a number with what is counted: "1 user", "12,480 users". */
export function countedText(value: number, one: string, many = `${one}s`): string {
  return `${NUMBER.format(value)} ${value === 1 ? one : many}`;
}
