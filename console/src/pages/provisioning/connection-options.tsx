import { Field, Select, Switch } from "@fluentui/react-components";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api, body } from "../../api/client";
import { type ApiProblem, asProblem } from "../../api/problem";
import { useNotices } from "../../app/notices";
import { ProblemBar } from "../../components/problem-bar";
import type { Connection } from "./connections";
import styles from "./provisioning.module.css";

type Change = Pick<Partial<Connection>, "mode" | "visibility" | "massLoss" | "options">;

/** How a connection reads what it is sent, and how far its changes go. Each change is saved at once. */
export function ConnectionOptions({ connection }: { readonly connection: Connection }): ReactNode {
  const { name, mode, visibility, massLoss, options } = connection;
  const queries = useQueryClient();
  const notices = useNotices();
  const [problem, setProblem] = useState<ApiProblem>();
  const change = (changes: Change): void => {
    setProblem(undefined);
    body(api.PATCH("/admin/v1/connections/{name}", { params: { path: { name } }, body: changes }))
      .then(async () => {
        await queries.invalidateQueries({ queryKey: ["connections"] });
        notices.done("The connection was changed");
      })
      .catch((error: unknown) => setProblem(asProblem(error)));
  };
  return (
    <div className={styles.narrow}>
      {problem !== undefined && <ProblemBar problem={problem} />}
      <Field
        label="Mode"
        hint="Tolerant repairs what clients are known to get wrong; strict follows the RFCs to the letter."
      >
        <Select
          value={mode}
          onChange={(_event, { value }) => change({ mode: value === "strict" ? "strict" : "tolerant" })}
        >
          <option value="tolerant">Tolerant</option>
          <option value="strict">Strict</option>
        </Select>
      </Field>
      <Field label="What it sees">
        <Select
          value={visibility}
          onChange={(_event, { value }) => change({ visibility: value === "own" ? "own" : "all" })}
        >
          <option value="all">The whole directory</option>
          <option value="own">Only the users and groups that it has made</option>
        </Select>
      </Field>
      <Field label="When its changes would take access from many people at once">
        <Select
          value={massLoss}
          onChange={(_event, { value }) =>
            change({ massLoss: value === "refuse" ? "refuse" : value === "off" ? "off" : "hold" })
          }
        >
          <option value="hold">Hold their effect until an administrator decides</option>
          <option value="refuse">Refuse them</option>
          <option value="off">Let them take effect</option>
        </Select>
      </Field>
      <h2 className={styles.section}>Single points</h2>
      <div className={styles.options}>
        {Object.entries(options).map(([option, isOn]) => (
          <Switch
            key={option}
            label={wordsOf(option)}
            checked={isOn}
            onChange={(_event, { checked }) => change({ options: { [option]: checked } })}
          />
        ))}
      </div>
    </div>
  );
}

/** Puts the name of an option into words: of `removeMembersByValue`, "Remove members by value". */
function wordsOf(option: string): string {
  const words = option.replaceAll(
    /([a-z])([A-Z])/g,
    (_all, end: string, start: string) => `${end} ${start.toLowerCase()}`,
  );
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
