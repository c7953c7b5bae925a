import { Button, Spinner } from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { readCsv } from "../api/client";
import { useNotices } from "../app/notices";
import { printUrlState } from "../app/url-state";
import { saveFile } from "./save-file";

/** A list that can be saved as comma-separated values. */
export interface Exported {
  /** Below /admin/v1: `/users`. */
  readonly path: string;
  /** The filters of the list; cursor and page size do not count. */
  readonly query?: Readonly<Record<string, unknown>>;
}

/** What names a page of a list, which is saved as a whole. */
const PAGING: ReadonlySet<string> = new Set(["cursor", "limit", "count"]);

/** Saves all rows of a list that match, also those of other pages. */
export function ExportButton({ path, query = {} }: Exported): ReactNode {
  const notices = useNotices();
  const name = path.split("/").at(-1) ?? "list";
  const save = useMutation({
    gcTime: 0,
    mutationFn: async () => {
      const filters = Object.entries(query).filter(([parameter]) => !PAGING.has(parameter));
      const target = `/admin/v1${path}${printUrlState(Object.fromEntries(filters))}`;
      saveFile(`${name}.csv`, "text/csv", [await readCsv(target)]);
    },
    onError: notices.failed,
  });
  return (
    <Button
      disabled={save.isPending}
      icon={save.isPending ? <Spinner size="tiny" /> : null}
      onClick={() => save.mutate()}
    >
      Export
    </Button>
  );
}
