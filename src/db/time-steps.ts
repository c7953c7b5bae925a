/** A time that is cut into steps of the same length, all in UTC milliseconds. */
export interface TimeSteps {
  /** The start of the first step. */
  readonly from: number;
  /** The end; the last step may reach beyond it. */
  readonly to: number;
  readonly step: number;
}

/** A number that was measured in a step. */
export interface StepValue {
  /** The number of the step, from 0. */
  readonly step: number;
  readonly value: number;
}

/** Returns the number of steps. */
export function countSteps({ from, to, step }: TimeSteps): number {
  return Math.ceil((to - from) / step);
}

/** Returns the SQL of the step in which a time of a column lies; binds `from` and `step`. */
export function stepSql(column: string): string {
  return `cast((${column} - cast(? as bigint)) / cast(? as bigint) as integer)`;
}
