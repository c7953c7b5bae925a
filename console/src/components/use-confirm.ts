import { useState } from "react";

/** An answer of `api`. */
interface Answered {
  data?: unknown;
}

/**
 * Holds what a change that takes access from many people has to carry: the `confirm` of its preview.
 * @returns `look` reads a preview, for `Impact`; `confirmed` is a part of the query of the change itself
 */
export function useConfirm(): {
  readonly look: (preview: Promise<Answered>) => Promise<object>;
  readonly confirmed: { confirm?: string };
} {
  const [confirm, setConfirm] = useState<string>();
  return {
    look: async (preview) => {
      const { data } = await preview;
      const answer = typeof data === "object" && data !== null ? data : {};
      setConfirm("confirm" in answer && typeof answer.confirm === "string" ? answer.confirm : undefined);
      return answer;
    },
    confirmed: confirm === undefined ? {} : { confirm },
  };
}
