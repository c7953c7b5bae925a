import { Button, Spinner } from "@fluentui/react-components";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { asProblem } from "../api/problem";
import { useNotices } from "../app/notices";
import { type AccessDifference, Difference } from "./difference";
import { ProblemBar } from "./problem-bar";
import { saveFile } from "./save-file";

/** The query of a change that is previewed. */
export interface PreviewQuery {
  readonly preview: "true";
  readonly cursor?: string;
}

/** Returns the answer of a request with `preview=true`. */
function asPreview(answer: object): AccessDifference {
  if (isPreview(answer)) return answer;
  throw new Error("the server did not preview the change");
}

function isPreview(answer: object): answer is AccessDifference {
  return "loses" in answer && "gains" in answer;
}

interface ImpactProps {
  /** Of the change, so that another one is previewed anew. */
  readonly id: readonly unknown[];
  /** Sends the change with a query that previews it. */
  readonly preview: (query: PreviewQuery) => Promise<object>;
  /** Gets the difference, for what the form says about it. */
  readonly children?: (difference: AccessDifference) => ReactNode;
}

/** Shows who would lose and who would gain access by a change, before it is made. */
export function Impact({ id, preview, children }: ImpactProps): ReactNode {
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ["preview", ...id],
    queryFn: async ({ pageParam }) =>
      asPreview(await preview({ preview: "true", ...(pageParam !== "" && { cursor: pageParam }) })),
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  if (error !== null) return <ProblemBar problem={asProblem(error)} onRetry={() => void refetch()} />;
  const [first] = data?.pages ?? [];
  if (first === undefined) return <Spinner size="small" label="Looking at what would follow" />;
  return (
    <>
      {children?.(first)}
      <Difference
        difference={first}
        people={data?.pages.flatMap(({ value }) => value) ?? []}
        onMore={hasNextPage ? () => void fetchNextPage() : undefined}
      />
      {first.value.length > 0 && <PeopleFile first={first} preview={preview} />}
    </>
  );
}

interface PeopleFileProps extends Pick<ImpactProps, "preview"> {
  readonly first: AccessDifference;
}

/** Saves all people of a preview, page by page, as a CSV file. */
function PeopleFile({ first, preview }: PeopleFileProps): ReactNode {
  const notices = useNotices();
  const [isBusy, setIsBusy] = useState(false);
  const save = async (): Promise<void> => {
    setIsBusy(true);
    try {
      const parts = ["user,name,instance,change\r\n"];
      for (let page = first; ; ) {
        parts.push(...page.value.map(lineOf));
        const { nextCursor } = page;
        if (nextCursor === undefined) break;
        page = asPreview(await preview({ preview: "true", cursor: nextCursor }));
      }
      saveFile("people.csv", "text/csv", parts);
    } catch (error) {
      notices.failed(error);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Button size="small" appearance="subtle" disabled={isBusy} onClick={() => void save()}>
      Save the list as CSV
    </Button>
  );
}

function lineOf({ id, userName, displayName, instance, change }: AccessDifference["value"][number]): string {
  const values = [userName ?? id, displayName ?? "", instance.name, change];
  return `${values.map(quoted).join(",")}\r\n`;
}

/** Writes a value for a spreadsheet, which must not take it for a formula. */
function quoted(value: string): string {
  return `"${value.replaceAll('"', '""').replace(/^(?=[=+\-@\t\r])/, "'")}"`;
}
