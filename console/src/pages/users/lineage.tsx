import { Button, Popover, PopoverSurface, PopoverTrigger } from "@fluentui/react-components";
import { InfoFilled, PlugConnectedRegular } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import { CopyButton } from "../../components/copy-field";
import { localTime } from "../../components/moment";
import { CausedBy } from "../access/caused-by";
import { causeText } from "../access/words";
import styles from "./lineage.module.css";
import type { FormField } from "./user-api";

/** Where the value of a field comes from: the sources in their order, the change that set it, and what the record has. */
export function Lineage({ field }: { readonly field: FormField }): ReactNode {
  const { label, column, source, sources, changedBy, value, inRecord } = field;
  const isProvided = changedBy?.trigger === "scim";
  const differs = inRecord !== undefined && inRecord !== value;
  return (
    <Popover openOnHover mouseLeaveDelay={200} withArrow mountNode={document.querySelector("main")}>
      <PopoverTrigger disableButtonEnhancement>
        <Button
          appearance="transparent"
          size="small"
          aria-label={`Where ${label} comes from${isProvided ? ": the directory" : ""}`}
          icon={isProvided ? <PlugConnectedRegular /> : <InfoFilled />}
        />
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label={`Where ${label} comes from`}>
        <p className={styles.column}>
          {column} <CopyButton text={asText(field)} label="Copy as text" />
        </p>
        <ol className={styles.sources}>
          {sources.map(({ path, value: given }) => (
            <li key={path} data-used={path === source}>
              <code>{path}</code> {given === null ? "has no value" : `“${given}”`}
            </li>
          ))}
        </ol>
        {changedBy === undefined ? (
          <p className={styles.text}>It was never set.</p>
        ) : (
          <CausedBy cause={changedBy} />
        )}
        {inRecord !== undefined && (
          <p className={styles.text}>
            {differs
              ? `The record has ${inRecord === null ? "nothing" : `“${inRecord}”`}.`
              : "The record has the same."}
          </p>
        )}
      </PopoverSurface>
    </Popover>
  );
}

function asText({ label, column, value, source, changedBy }: FormField): string {
  return [
    `${label} (${column}): ${value ?? "no value"}`,
    ...(source === undefined ? [] : [`from ${source}`]),
    ...(changedBy === undefined ? [] : [`${causeText(changedBy)}, ${localTime(changedBy.time)}`]),
    ...(changedBy?.requestId === undefined ? [] : [`request ${changedBy.requestId}`]),
  ].join("\n");
}
