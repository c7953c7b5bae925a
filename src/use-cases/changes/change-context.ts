import type { Context, ServerContext } from "../../effects/context.js";

/** The context of a change: of a request, or of a job. */
export type ChangeContext = ServerContext & Partial<Pick<Context, "request">>;
