import { Badge, Checkbox, Field, Input, Spinner } from "@fluentui/react-components";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue, useState } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import { ActButton } from "../../components/act-button";
import { Impact } from "../../components/impact";
import styles from "../../components/lines.module.css";
import { ProblemBar } from "../../components/problem-bar";
import type { GroupProps } from "./group-api";
import { useMoves } from "./use-moves";

/** How many people the list of candidates shows. */
const SHOWN = 20;

/** Adds people to a group: those with a license come first; shows who would get access by it. */
export function AddMembers({ group }: GroupProps): ReactNode {
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const { preview, move } = useMoves(group.id);
  const moves = { add: [...chosen.keys()] };
  const add = async (): Promise<void> => {
    await move(moves);
    setChosen(new Map());
  };
  return (
    <ActButton
      label="Add members"
      action="manageUsers"
      verb="Add"
      isPrimary
      isReady={chosen.size > 0}
      onConfirm={add}
    >
      <div className={styles.stack}>
        <Candidates groupId={group.id} chosen={chosen} onChange={setChosen} />
        {chosen.size > 0 && (
          <>
            <p>To be added: {[...chosen.values()].join(", ")}</p>
            <Impact id={["members", group.id, "add", ...chosen.keys()]} preview={preview(moves)} />
          </>
        )}
      </div>
    </ActButton>
  );
}

interface CandidatesProps {
  readonly groupId: string;
  readonly chosen: ReadonlyMap<string, string>;
  readonly onChange: (chosen: ReadonlyMap<string, string>) => void;
}

function Candidates({ groupId, chosen, onChange }: CandidatesProps): ReactNode {
  const [text, setText] = useState("");
  const q = useDeferredValue(text.trim());
  const { data, error } = useQuery({
    queryKey: ["groups", groupId, "candidates", q],
    queryFn: () =>
      body(
        api.GET("/admin/v1/groups/{id}/candidates", {
          params: { path: { id: groupId }, query: { limit: SHOWN, ...(q !== "" && { search: q }) } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <Field label="Search people" hint="People with a license come first.">
        <Input value={text} onChange={(_event, { value }) => setText(value)} />
      </Field>
      {error !== null && <ProblemBar problem={asProblem(error)} />}
      {data === undefined && error === null && <Spinner size="small" label="Loading people" />}
      <fieldset className={styles.choices}>
        <legend>People</legend>
        {data?.value.map(({ id, displayName, licensed }) => (
          <span key={id} className={styles.line}>
            <Checkbox
              label={displayName}
              checked={chosen.has(id)}
              onChange={(_event, { checked }) => {
                const next = new Map(chosen);
                if (checked === true) next.set(id, displayName);
                else next.delete(id);
                onChange(next);
              }}
            />
            <Badge appearance="tint" color={licensed ? "success" : "subtle"}>
              {licensed ? "Licensed" : "No license"}
            </Badge>
          </span>
        ))}
        {data?.value.length === 0 && <p>Nobody else matches.</p>}
        {data?.nextCursor !== undefined && <p className={styles.quiet}>Search to see more.</p>}
      </fieldset>
    </>
  );
}
