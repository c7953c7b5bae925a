import type { Check } from "../check.js";
import { interopChecks } from "./interop-profile.js";
import { attributeChecks } from "./rfc7643-2-attributes.js";
import { resourceChecks } from "./rfc7643-3-resources.js";
import { groupChecks, userChecks } from "./rfc7643-4-users.js";
import { characteristicChecks, discoveryChecks } from "./rfc7643-5-discovery.js";
import { authenticationChecks } from "./rfc7644-2-authentication.js";
import { createChecks, deleteChecks } from "./rfc7644-3-3-create.js";
import { filterChecks } from "./rfc7644-3-4-2-2-filter.js";
import { sortChecks } from "./rfc7644-3-4-2-3-sort.js";
import { listChecks, pagingChecks, projectionChecks } from "./rfc7644-3-4-query.js";
import { putChecks } from "./rfc7644-3-5-1-put.js";
import { addChecks, patchChecks } from "./rfc7644-3-5-2-patch.js";
import { removeChecks, replaceChecks } from "./rfc7644-3-5-2-remove.js";
import { bulkChecks } from "./rfc7644-3-7-bulk.js";
import { messageChecks } from "./rfc7644-3-8-messages.js";
import { endpointChecks, versionChecks } from "./rfc7644-3-13-versions.js";
import { cursorChecks } from "./rfc9865-cursors.js";

/** Every check, in the order of the documents. */
export const allChecks: readonly Check[] = [
  ...attributeChecks,
  ...resourceChecks,
  ...userChecks,
  ...groupChecks,
  ...discoveryChecks,
  ...characteristicChecks,
  ...authenticationChecks,
  ...createChecks,
  ...listChecks,
  ...filterChecks,
  ...sortChecks,
  ...pagingChecks,
  ...projectionChecks,
  ...putChecks,
  ...patchChecks,
  ...addChecks,
  ...removeChecks,
  ...replaceChecks,
  ...deleteChecks,
  ...bulkChecks,
  ...messageChecks,
  ...versionChecks,
  ...endpointChecks,
  ...cursorChecks,
  ...interopChecks,
];
