import { Badge, Button, Field, Input, Select, Spinner } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api, body } from "../../api/client";
import { type ApiProblem, asProblem } from "../../api/problem";
import type { components } from "../../api/schema";
import { useMay } from "../../app/session";
import { ActButton } from "../../components/act-button";
import { ConflictView } from "../../components/conflict-view";
import { DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import { Facts } from "../../components/facts";
import styles from "../../components/lines.module.css";
import { ProblemBar } from "../../components/problem-bar";
import { type Instance, type InstanceProps, PURPOSES, purposeOf, useInstancesChanged } from "./instance-api";

type Setting = components["schemas"]["Setting"];

/** What an instance is called and is for, and the settings in which it may differ from its tenant. */
export function SettingsTab({ instance }: InstanceProps): ReactNode {
  const mayManageServer = useMay("manageServer");
  return (
    <div className={styles.stack}>
      <General instance={instance} />
      <h2>Settings in which it may differ from the tenant</h2>
      {mayManageServer ? (
        <SettingsTable instance={instance} />
      ) : (
        <p className={styles.quiet}>Global administrators see and change them.</p>
      )}
    </div>
  );
}

type Names = Pick<Instance, "displayName" | "type">;

function General({ instance }: InstanceProps): ReactNode {
  const mayManage = useMay("manageInstances");
  const [draft, setDraft] = useState<Names & { readonly version: number }>();
  const [problem, setProblem] = useState<ApiProblem>();
  const refresh = useInstancesChanged();
  const { displayName, type } = draft ?? instance;
  const end = (): void => {
    setDraft(undefined);
    setProblem(undefined);
  };
  const save = async (version: number): Promise<void> => {
    try {
      await api.PATCH("/admin/v1/instances/{instance}", {
        params: { path: { instance: instance.id } },
        headers: { "If-Match": `W/"${version}"` },
        body: { displayName, type },
      });
      end();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      await refresh();
    }
  };
  if (draft === undefined) {
    return (
      <>
        <Facts
          facts={[
            ["Name", instance.name],
            ["Shown as", displayName],
            ["Purpose", PURPOSES[type]],
            ["Id", instance.id],
          ]}
        />
        <div className={styles.actions}>
          <Button disabled={!mayManage} data-shortcut="e" onClick={() => setDraft(instance)}>
            Edit
          </Button>
        </div>
      </>
    );
  }
  return (
    <div className={styles.stack}>
      {problem?.status === 412 ? (
        <ConflictView
          conflicts={conflictsOf(draft, instance)}
          onTakeTheirs={end}
          onKeepMine={() => void save(instance.version)}
        />
      ) : (
        problem !== undefined && <ProblemBar problem={problem} />
      )}
      <Field label="Shown as">
        <Input
          value={displayName}
          onChange={(_event, { value }) => setDraft({ ...draft, displayName: value })}
        />
      </Field>
      <Field label="Purpose">
        <Select value={type} onChange={(_event, { value }) => setDraft({ ...draft, type: purposeOf(value) })}>
          {Object.entries(PURPOSES).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      <div className={styles.actions}>
        <Button appearance="primary" onClick={() => void save(draft.version)}>
          Save
        </Button>
        <Button onClick={end}>Cancel</Button>
      </div>
    </div>
  );
}

/** What somebody else has saved meanwhile, beside what was typed. */
function conflictsOf(mine: Names, theirs: Names) {
  return [
    { label: "Shown as", mine: mine.displayName, theirs: theirs.displayName },
    { label: "Purpose", mine: PURPOSES[mine.type], theirs: PURPOSES[theirs.type] },
  ].filter((one) => one.mine !== one.theirs);
}

function SettingsTable({ instance: { id } }: InstanceProps): ReactNode {
  const params = { path: { id } };
  const { data, error, refetch } = useQuery({
    queryKey: ["instances", id, "settings"],
    queryFn: () => body(api.GET("/admin/v1/instances/{id}/settings", { params })),
  });
  if (error !== null) return <ProblemBar problem={asProblem(error)} onRetry={() => void refetch()} />;
  if (data === undefined) return <Spinner label="Loading the settings" />;
  return (
    <DataTable
      label="Settings"
      rows={data.value}
      rowId={({ name }) => name}
      empty={<EmptyState title="No setting can differ" />}
      columns={[
        { id: "meaning", header: "Setting", width: "45%", cell: (one) => <Meaning {...one} /> },
        { id: "value", header: "Value", cell: ({ value }) => String(value) },
        {
          id: "inherited",
          header: "From",
          cell: ({ inherited }) =>
            inherited === true ? (
              "Inherited from the tenant"
            ) : (
              <Badge appearance="tint" color="informative">
                Differs from the tenant
              </Badge>
            ),
        },
        {
          id: "actions",
          header: "Actions",
          cell: (setting) => (
            <span className={styles.line}>
              <ChangeSetting id={id} setting={setting} />
              {setting.inherited !== true && <InheritSetting id={id} setting={setting} />}
            </span>
          ),
        },
      ]}
    />
  );
}

function Meaning({ name, meaning }: Setting): ReactNode {
  return (
    <>
      {meaning} <span className={styles.code}>{name}</span>
    </>
  );
}

interface SettingProps {
  readonly id: string;
  readonly setting: Setting;
}

function useSet(id: string, name: string): (value: string | number | boolean | null) => Promise<void> {
  const refresh = useInstancesChanged();
  return async (value) => {
    const params = { path: { id } };
    await api.PATCH("/admin/v1/instances/{id}/settings", { params, body: { [name]: value } });
    await refresh();
  };
}

function ChangeSetting({ id, setting }: SettingProps): ReactNode {
  const { name, value, expected, meaning } = setting;
  const [draft, setDraft] = useState<string>();
  const text = draft ?? String(value);
  const set = useSet(id, name);
  const typed =
    typeof value === "number" ? Number(text) : typeof value === "boolean" ? text === "true" : text;
  return (
    <ActButton
      label="Change"
      action="manageServer"
      isSmall
      isReady={text.trim() !== ""}
      onConfirm={() => set(typed).then(() => setDraft(undefined))}
    >
      <Field label={meaning} hint={`It is ${expected}.`}>
        {typeof value === "boolean" ? (
          <Select value={text} onChange={(_event, { value: chosen }) => setDraft(chosen)}>
            <option value="true">Yes</option>
            <option value="false">No</option>
          </Select>
        ) : (
          <Input value={text} onChange={(_event, { value: chosen }) => setDraft(chosen)} />
        )}
      </Field>
    </ActButton>
  );
}

function InheritSetting({ id, setting }: SettingProps): ReactNode {
  const set = useSet(id, setting.name);
  return (
    <ActButton label="Inherit" action="manageServer" isSmall onConfirm={() => set(null)}>
      The value of the tenant is in force again: {setting.meaning}
    </ActButton>
  );
}
