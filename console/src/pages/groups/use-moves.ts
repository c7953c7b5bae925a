import { api } from "../../api/client";
import type { PreviewQuery } from "../../components/impact";
import { useConfirm } from "../../components/use-confirm";
import { useGroupsChanged } from "./group-api";

/** Ids of users and groups that become members, or cease to be. */
interface Moves {
  add?: string[];
  remove?: string[];
}

/** Returns the change of the members of a group, and its preview. */
export function useMoves(id: string): {
  readonly preview: (moves: Moves) => (query: PreviewQuery) => Promise<object>;
  readonly move: (moves: Moves) => Promise<void>;
} {
  const refresh = useGroupsChanged();
  const { look, confirmed } = useConfirm();
  const address = "/admin/v1/groups/{id}/members";
  const path = { id };
  return {
    preview: (moves) => (query) => look(api.POST(address, { params: { path, query }, body: moves })),
    move: async (moves) => {
      await api.POST(address, { params: { path, query: confirmed }, body: moves });
      await refresh();
    },
  };
}
