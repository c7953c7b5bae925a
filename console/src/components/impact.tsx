import { Button, MessageBar, MessageBarBody, Spinner } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { asProblem } from "../api/problem";
import type { components } from "../api/schema";
import { useNotices } from "../app/notices";
import { AppLink } from "./app-link";
import { DataTable } from "./data-table";
import styles from "./impact.module.css";
import { ProblemBar } from "./problem-bar";
import { saveFile } from "./save-file";

/** What a change would do. */
export type Preview = components["schemas"]["Preview"];

/** Returns the answer of a request with `preview=true`. */
function asPreview(answer: object): Preview {
  if (isPreview(answer)) return answer;
  throw new Error("the server did not preview the change");
}

function isPreview(answer: object): answer is Preview {
  return "loses" in answer && "gains" in answer;
}

interface ImpactProps {
  /** Of the change, so that another one is previewed anew. */
  readonly id: readonly unknown[];
  /** Reads the preview, or a further page of its people. */
  readonly preview: (page?: { cursor?: string }) => Promise<object>;
  /** Whether the people can be had as a file; `preview` then reads further pages. */
  readonly hasFile?: boolean;
  /** Gets the preview, whose `confirm` a large change has to carry. */
  readonly children?: (preview: Preview) => ReactNode;
}

/** Shows who would lose and who would gain access by a change, before it is made. */
export function Impact({ id, preview, hasFile = false, children }: ImpactProps): ReactNode {
  const { data, error, refetch } = useQuery({
    queryKey: ["preview", ...id],
    queryFn: async () => asPreview(await preview()),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  if (error !== null) return <ProblemBar problem={asProblem(error)} onRetry={() => void refetch()} />;
  if (data === undefined) return <Spinner size="small" label="Looking at what would follow" />;
  return (
    <div className={styles.impact}>
      <MessageBar intent={data.loses > 0 ? "warning" : "info"}>
        <MessageBarBody>{sentenceOf(data)}</MessageBarBody>
      </MessageBar>
      {data.value.length > 0 && <People people={data.value} />}
      {hasFile && data.value.length > 0 && <PeopleFile first={data} preview={preview} />}
      {children?.(data)}
    </div>
  );
}

interface PeopleFileProps extends Pick<ImpactProps, "preview"> {
  readonly first: Preview;
}

/** Saves all people of a preview, page by page, as a CSV file. */
function PeopleFile({ first, preview }: PeopleFileProps): ReactNode {
  const notices = useNotices();
  const [isBusy, setIsBusy] = useState(false);
  const save = async (): Promise<void> => {
    setIsBusy(true);
    try {
      const parts = ["user,name,instance,change\r\n"];
      for (let page = first; ; page = asPreview(await preview({ cursor: page.nextCursor ?? "" }))) {
        parts.push(...page.value.map(lineOf));
        if (page.nextCursor === undefined) break;
      }
      saveFile("people.csv", "text/csv", parts);
    } catch (error) {
      notices.failed(error);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Button disabled={isBusy} onClick={() => void save()}>
      Save the list as CSV
    </Button>
  );
}

function lineOf({ id, userName, displayName, instance, change }: Preview["value"][number]): string {
  const values = [userName ?? id, displayName ?? "", instance.name, change];
  return `${values.map(quoted).join(",")}\r\n`;
}

/** Writes a value for a spreadsheet, which must not take it for a formula. */
function quoted(value: string): string {
  return `"${value.replaceAll('"', '""').replace(/^(?=[=+\-@\t\r])/, "'")}"`;
}

function sentenceOf({ loses, gains, changes, seats }: Preview): string {
  const served = seats.reduce((sum, one) => sum + one.served, 0);
  const parts = [
    ...(loses > 0 ? [`${people(loses)} would lose access`] : []),
    ...(gains > 0 ? [`${people(gains)} would get access`] : []),
    ...(changes > 0 ? [`the access of ${people(changes)} would change in another way`] : []),
    ...(served > 0 ? [`${people(served)} now waiting would get a seat`] : []),
  ];
  return parts.length === 0 ? "Nobody's access would change." : `${capital(parts.join(", "))}.`;
}

function people(count: number): string {
  return count === 1 ? "1 person" : `${new Intl.NumberFormat().format(count)} people`;
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

const CHANGES = { loses: "Loses access", gains: "Gets access", changes: "Changes" } as const;

function People({ people: rows }: { readonly people: Preview["value"] }): ReactNode {
  return (
    <div className={styles.people}>
      <DataTable
        label="People whose access would change"
        rows={rows}
        rowId={({ id, instance }) => `${id} ${instance.id}`}
        empty={null}
        columns={[
          {
            id: "person",
            header: "Person",
            cell: ({ id, displayName, userName }) => (
              <AppLink to={`/users/${id}/access`}>{displayName ?? userName ?? id}</AppLink>
            ),
          },
          { id: "instance", header: "Instance", cell: ({ instance }) => instance.name },
          { id: "change", header: "What would change", cell: ({ change }) => CHANGES[change] },
        ]}
      />
    </div>
  );
}
