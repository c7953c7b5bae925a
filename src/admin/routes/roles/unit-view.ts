import { Type } from "@sinclair/typebox";
import type { BusinessUnit } from "../../../access/business-units.js";
import { type Shown, text } from "../../json-schema.js";
import { timeJson, toTime } from "../../times.js";

/** A business unit of an instance. */
export const businessUnitSchema = Type.Object(
  {
    id: text,
    instanceId: text,
    parentId: Type.Optional(Type.String({ description: "Absent for the root." })),
    name: text,
    path: Type.String({ description: "Names from the root down: `Root/North`." }),
    createdAt: timeJson,
  },
  { title: "BusinessUnit" },
);

/** Returns a business unit as it is answered. */
export function showUnit({ createdAt, ...unit }: BusinessUnit): Shown<typeof businessUnitSchema> {
  return { ...unit, createdAt: toTime(createdAt) };
}
