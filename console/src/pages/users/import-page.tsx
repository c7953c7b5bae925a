import { Button, Field, Spinner, Textarea } from "@fluentui/react-components";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import { useMay } from "../../app/session";
import { useUrlState } from "../../app/url-state";
import { Page } from "../../components/page";
import { ProblemBar } from "../../components/problem-bar";
import { saveFile } from "../../components/save-file";
import { type ImportWish, planImport } from "./import-api";
import styles from "./import-page.module.css";
import { ImportPlan } from "./import-plan";
import { LicenseChoice } from "./license-choice";

const NOTHING: ImportWish = { file: new Blob(), licenses: [], columns: {} };

/** How many columns of the template the sample has: those that the Microsoft 365 admin center has too. */
const IN_SAMPLE = 16;

/** Adds many users at once: a file, what becomes of each line, and the job that does it. */
export function ImportPage(): ReactNode {
  const [{ id }, change] = useUrlState();
  const [wish, setWish] = useState(NOTHING);
  const plan = useMutation({
    mutationFn: planImport,
    onSuccess: ({ id: planned }) => change({ id: planned, action: undefined, cursor: undefined }),
  });
  const read = (changes: Partial<ImportWish>): void => {
    const next = { ...wish, ...changes };
    setWish(next);
    plan.mutate(next);
  };
  const problem = plan.error === null ? undefined : asProblem(plan.error);
  return (
    <Page
      title="Add multiple users"
      crumbs={[{ label: "Users", to: "/users" }]}
      lead="Read a file of comma-separated values. You see what becomes of each line before anything changes."
      commands={[{ label: "Download a sample file", onClick: useSample() }]}
    >
      {problem !== undefined && <ProblemBar problem={problem} />}
      {id === undefined ? (
        <FileForm
          wish={wish}
          isReading={plan.isPending}
          onLicenses={(licenses) => setWish({ ...wish, licenses })}
          onFile={(file) => read({ file, columns: {} })}
        />
      ) : (
        <ImportPlan
          id={id}
          {...(wish.file.size > 0 && {
            onColumns: (columns) => read({ columns: { ...wish.columns, ...columns } }),
          })}
          onAgain={() => change({ id: undefined, action: undefined, cursor: undefined })}
        />
      )}
    </Page>
  );
}

/** Returns what saves a file with the headings. */
function useSample(): () => void {
  const { data } = useQuery({
    queryKey: ["user-columns"],
    queryFn: () => body(api.GET("/admin/v1/imports/user-columns")),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const titles = (data?.value ?? []).slice(0, IN_SAMPLE).map(({ title }) => title);
  return () => saveFile("users.csv", "text/csv", [`${titles.join(",")}\r\n`]);
}

interface FileFormProps {
  readonly wish: ImportWish;
  readonly isReading: boolean;
  readonly onLicenses: (licenses: readonly string[]) => void;
  readonly onFile: (file: Blob) => void;
}

function FileForm({ wish, isReading, onLicenses, onFile }: FileFormProps): ReactNode {
  const [pasted, setPasted] = useState("");
  const mayAdd = useMay("manageUsers");
  return (
    <div className={styles.form}>
      <LicenseChoice chosen={new Set(wish.licenses)} onChange={(chosen) => onLicenses([...chosen])} />
      <section className={styles.section}>
        <h2>File</h2>
        <DropArea isDisabled={!mayAdd || isReading} onFile={onFile} />
        <Field label="Or paste the lines" hint="The first line names the columns.">
          <Textarea
            rows={6}
            spellCheck={false}
            value={pasted}
            onChange={(_event, { value }) => setPasted(value)}
            textarea={{ className: styles.lines }}
          />
        </Field>
        <div className={styles.buttons}>
          <Button
            appearance="primary"
            disabled={!mayAdd || isReading || pasted.trim() === ""}
            icon={isReading ? <Spinner size="tiny" /> : null}
            onClick={() => onFile(new Blob([pasted]))}
          >
            Check the lines
          </Button>
        </div>
        {!mayAdd && <span className={styles.quiet}>Your role does not permit adding users.</span>}
      </section>
    </div>
  );
}

interface DropAreaProps {
  readonly isDisabled: boolean;
  readonly onFile: (file: Blob) => void;
}

/** Takes a file that is dropped or chosen. */
function DropArea({ isDisabled, onFile }: DropAreaProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const take = (files: FileList | null): void => {
    const file = files?.[0];
    if (file !== undefined && !isDisabled) onFile(file);
  };
  const drag = (event: DragEvent, over: boolean): void => {
    event.preventDefault();
    setIsOver(over);
  };
  return (
    <div
      className={styles.drop}
      data-over={isOver || undefined}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        drag(event, false);
        take(event.dataTransfer.files);
      }}
    >
      <span>Drop a .csv file here</span>
      <Button disabled={isDisabled} onClick={() => input.current?.click()}>
        Choose a file
      </Button>
      <input
        ref={input}
        hidden
        type="file"
        accept=".csv,text/csv,text/plain"
        aria-label="File of users"
        onChange={({ currentTarget }) => {
          take(currentTarget.files);
          // The same file may be chosen again after it was corrected.
          currentTarget.value = "";
        }}
      />
    </div>
  );
}
