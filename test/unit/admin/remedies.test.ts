import { REMEDY_OPERATIONS } from "../../../src/admin/routes/access/remedies.js";
import { adminRoutes } from "../../../src/admin/routes/all.js";

describe("the operations that remedy a reason", () => {
  it("are declared as their routes are", () => {
    const routes = Object.entries(REMEDY_OPERATIONS).map(([operationId, { method, path, action }]) => ({
      operationId,
      method: method.toLowerCase(),
      path,
      action,
    }));

    const declared = routes.map(({ operationId }) => {
      const route = adminRoutes.find((one) => one.operationId === operationId);
      return { operationId, method: route?.method, path: route?.path, action: route?.action };
    });

    expect(routes).toEqual(declared);
  });
});
