import { fold } from "../../schema/fold.js";
import type { ScimObject } from "../../schema/model.js";

/** Returns the folded names of an element: id and part number. */
export function namesOfElement(element: ScimObject): string[] {
  return [element["skuId"], element["skuPartNumber"]].flatMap((name) =>
    typeof name === "string" && name.trim() !== "" ? [fold(name.trim())] : [],
  );
}
