import { Type } from "@sinclair/typebox";
import { REASON_ORDER } from "../../../access/reasons.js";
import { choice, count, text } from "../../json-schema.js";

/** The schema of how many people of an instance can enter it. */
export const accessCountsSchema = Type.Object(
  {
    instance: Type.Object({ id: text, name: text }),
    can: { ...count, description: "People who can enter." },
    waiting: {
      ...count,
      description: "People who enter once synchronization is done or they accept their invitation.",
    },
    cannot: { ...count, description: "Its other people: those with a record or a seat, and administrators." },
    byReason: Type.Array(Type.Object({ code: choice(REASON_ORDER, { type: "string" }), users: count }), {
      description:
        "People who wait or cannot enter by reason, the most first; a person with several reasons counts for each.",
    }),
  },
  { title: "AccessCounts" },
);
