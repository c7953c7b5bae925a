import { AppError } from "../errors.js";
import { type Answer, cellsOf, objectsAt, sentenceOf, textAt } from "./answer-text.js";
import { type Call, Ended, type Option } from "./command.js";
import { tableLines } from "./table.js";

/** `--preview`, `--at` and `--confirm`, for commands that change something. */
export const CHANGE_OPTIONS = {
  preview: { doc: "only show what it would change; exit code 3 if somebody would lose access" },
  at: { value: "DATE", doc: "with --preview: make the change at this later instant: 2030-12-31T18:00:00Z" },
  confirm: {
    value: "TEXT",
    doc: "make it although many people lose access: the text that --preview or the refusal shows",
    conflicts: ["preview"],
  },
} as const satisfies Record<string, Option>;

/** The exit code when somebody loses access, or would. */
const SOMEBODY_LOSES = 3;

/** The number of people in the table for people. */
const SHOWN = 20;

/** A change that can be previewed. */
export interface PreviewableChange<T> {
  /** Returns the preview as the admin API answers it. @param at - the text of `--at` */
  preview(at: string | undefined): Promise<Answer>;
  make(confirm: string | undefined): Promise<T>;
}

/**
 * Makes a change. With `--preview` it shows instead what the change would do, and ends the command. If many people would
 * lose access, it asks first; without a terminal it ends the command.
 * @throws Ended
 */
export async function makeChange<T>(call: Call, change: PreviewableChange<T>): Promise<T> {
  if (call.flag("preview")) return endWith(call, await change.preview(call.text("at")));
  if (call.text("at") !== undefined) throw new AppError("invalidValue", "--at needs --preview");
  for (let confirm = call.text("confirm"); ; ) {
    try {
      return await change.make(confirm);
    } catch (error) {
      if (!(error instanceof AppError) || error.businessCode !== "WOULD_SHUT_OUT") throw error;
      confirm = await confirmLoss(call, error.more);
    }
  }
}

/** Prints a difference and ends the command. */
export function endWith(call: Call, difference: Answer): never {
  call.print(difference, differenceText(difference));
  throw new Ended(lossOf(difference) > 0 ? SOMEBODY_LOSES : 0);
}

/** Returns the confirmation if the person at the terminal agrees. @throws Ended */
async function confirmLoss(call: Call, { difference, confirm }: Answer): Promise<string> {
  const answer = { ...Object(difference), confirm } as Answer;
  const { ask } = call.terminal;
  call.terminal.note(differenceText(answer));
  const lost = lossOf(answer);
  const question = `Make this change? ${lost === 1 ? "1 user loses" : `${lost} users lose`} access. [y/N] `;
  if (ask !== undefined && (await ask(question))) return String(confirm);
  call.note("Nothing was changed");
  throw new Ended(SOMEBODY_LOSES);
}

function lossOf(difference: Answer): number {
  return Number(difference["loses"] ?? 0);
}

/** Describes a difference for people, without ids. */
function differenceText(difference: Answer): string {
  const people = objectsAt(difference, "value");
  const counted = Number(difference["loses"]) + Number(difference["gains"]) + Number(difference["changes"]);
  const unlisted = counted - Math.min(people.length, SHOWN);
  return [
    sentenceOf("{loses} lose access, {gains} get it, {changes} keep it in another way", difference),
    ...section(objectsAt(difference, "instances"), INSTANCE_COLUMNS),
    ...section(objectsAt(difference, "seats"), SEAT_COLUMNS),
    ...section(objectsAt(difference, "roles"), ROLE_COLUMNS),
    ...countLine("Records", difference["records"]),
    ...countLine("Mails", difference["mails"]),
    ...section(people.slice(0, SHOWN), PERSON_COLUMNS),
    ...(people.length > 0 && unlisted > 0 ? [`and ${unlisted} more`] : []),
    ...(difference["confirm"] === undefined
      ? []
      : ["", sentenceOf("To make this change, repeat the command with --confirm {confirm}", difference)]),
  ].join("\n");
}

function section(rows: readonly Answer[], columns: Parameters<typeof cellsOf>[0]): string[] {
  return rows.length === 0 ? [] : ["", ...tableLines(rows.map((row) => cellsOf(columns, row)))];
}

const INSTANCE_COLUMNS = {
  instance: "name",
  before: "before",
  after: "after",
  lose: "loses",
  get: "gains",
  change: "changes",
  "new reasons": ({ reasonsAdded }: Answer) => countsText(reasonsAdded),
};

const SEAT_COLUMNS = {
  sku: "partNumber",
  "free before": "availableBefore",
  "free after": "availableAfter",
  "get a seat": "assigned",
  "lose it": "released",
  "waited for it": "served",
  "begin to wait": "waiting",
};

const ROLE_COLUMNS = { role: "role", instance: "instance", "get it": "added", "lose it": "removed" };

const PERSON_COLUMNS = {
  user: (person: Answer) => textAt(person, "userName") || textAt(person, "id"),
  instance: "instance.name",
  access: "{before.features} to {after.features}",
  why: whyText,
  roles: (person: Answer) =>
    [...signed("+", person["rolesAdded"]), ...signed("-", person["rolesRemoved"])].join(", "),
};

/** The reasons that begin for a person, or those that end. */
function whyText(person: Answer): string {
  const [before, after] = ["before.reasons", "after.reasons"].map((path) =>
    textAt(person, path, " ").split(" "),
  );
  const added = after?.filter((reason) => before?.includes(reason) === false) ?? [];
  const removed = before?.filter((reason) => after?.includes(reason) === false) ?? [];
  return added.join(" ") || removed.map((reason) => `no longer ${reason}`).join(" ");
}

function signed(sign: string, names: unknown): string[] {
  return Array.isArray(names) ? names.map((name) => `${sign}${String(name)}`) : [];
}

function countLine(title: string, counts: unknown): string[] {
  const text = countsText(counts);
  return text === "" ? [] : ["", `${title}: ${text}`];
}

/** `12 disabled, 3 changed`, without zeros. */
function countsText(counts: unknown): string {
  return Object.entries(Object(counts))
    .filter(([, count]) => count !== 0)
    .map(([name, count]) => `${String(count)} ${name}`)
    .join(", ");
}
