import { Button, Spinner } from "@fluentui/react-components";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { api } from "../../api/client";
import { type ApiProblem, asProblem } from "../../api/problem";
import type { components } from "../../api/schema";
import { useNotices } from "../../app/notices";
import { ConflictView } from "../../components/conflict-view";
import lines from "../../components/lines.module.css";
import { ProblemBar } from "../../components/problem-bar";
import { SettingField } from "./setting-field";
import styles from "./settings.module.css";

/** A setting as the API shows it. */
export type Setting = components["schemas"]["Setting"];

type Value = Setting["value"];

/** New values by name, and the version of the settings that they began with. */
interface Draft {
  readonly values: Readonly<Record<string, Value>>;
  readonly version: string;
}

/** The headings of settings, by the part of their names before the dot. */
const GROUPS: Readonly<Record<string, string>> = {
  ruleset: "Rules",
  licenses: "Licenses",
  invitation: "Invitations",
  nonInteractive: "Non-interactive users",
  roles: "Security roles",
  adminRoles: "Administrators",
  access: "Access",
  userIds: "User names",
  passwords: "Passwords",
  sessions: "Sessions",
  deletedUsers: "Deleted users",
};

const KEY = ["settings"];

/** The settings of the tenant as a form; only what was changed is saved. */
export function TenantTab(): ReactNode {
  const { data, error, refetch } = useQuery({
    queryKey: KEY,
    queryFn: async () => {
      const { data: found, response } = await api.GET("/admin/v1/settings");
      return { settings: found?.value ?? [], version: response.headers.get("ETag") ?? "" };
    },
  });
  if (error !== null) return <ProblemBar problem={asProblem(error)} onRetry={() => void refetch()} />;
  if (data === undefined) return <Spinner label="Loading" />;
  return <SettingsForm {...data} />;
}

interface SettingsFormProps {
  readonly settings: readonly Setting[];
  readonly version: string;
}

function SettingsForm({ settings, version }: SettingsFormProps): ReactNode {
  const [draft, setDraft] = useState<Draft>();
  const { save, problem, isBusy } = useSave(draft, () => setDraft(undefined));
  const change = ({ name, value: saved }: Setting, value: Value): void => {
    const { [name]: _, ...others } = draft?.values ?? {};
    const values = value === saved ? others : { ...others, [name]: value };
    setDraft(Object.keys(values).length === 0 ? undefined : { values, version: draft?.version ?? version });
  };
  const changed = settings.filter(({ name }) => draft !== undefined && name in draft.values);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void save(draft?.version ?? version);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      {problem !== undefined && problem.status !== 412 && <ProblemBar problem={problem} />}
      {problem?.status === 412 && (
        <ConflictView
          conflicts={changed.map(({ name, value }) => ({
            label: name,
            mine: String(draft?.values[name]),
            theirs: String(value),
          }))}
          onTakeTheirs={() => setDraft(undefined)}
          onKeepMine={() => void save(version)}
        />
      )}
      {groupsOf(settings).map(([title, group]) => (
        <section key={title}>
          <h2 className={lines.heading}>{title}</h2>
          <div className={styles.fields}>
            {group.map((setting) => (
              <SettingField
                key={setting.name}
                setting={setting}
                value={draft?.values[setting.name] ?? setting.value}
                onChange={(value) => change(setting, value)}
              />
            ))}
          </div>
        </section>
      ))}
      <div className={styles.save}>
        <Button
          type="submit"
          appearance="primary"
          disabled={isBusy || changed.length === 0}
          icon={isBusy ? <Spinner size="tiny" /> : null}
        >
          {changed.length < 2 ? "Save" : `Save ${changed.length} changes`}
        </Button>
        <Button disabled={changed.length === 0} onClick={() => setDraft(undefined)}>
          Discard
        </Button>
      </div>
    </form>
  );
}

interface Save {
  readonly save: (version: string) => Promise<void>;
  readonly problem: ApiProblem | undefined;
  readonly isBusy: boolean;
}

function useSave(draft: Draft | undefined, onSaved: () => void): Save {
  const queries = useQueryClient();
  const { done } = useNotices();
  const [problem, setProblem] = useState<ApiProblem>();
  const [isBusy, setIsBusy] = useState(false);
  const save = async (version: string): Promise<void> => {
    if (draft === undefined) return;
    setIsBusy(true);
    setProblem(undefined);
    try {
      await api.PATCH("/admin/v1/settings", { headers: { "If-Match": version }, body: draft.values });
      // What was typed stays until the saved values are there.
      await queries.invalidateQueries({ queryKey: KEY });
      onSaved();
      done("The settings were saved");
    } catch (error) {
      setProblem(asProblem(error));
      await queries.invalidateQueries({ queryKey: KEY });
    } finally {
      setIsBusy(false);
    }
  };
  return { save, problem: draft === undefined ? undefined : problem, isBusy };
}

/** Puts settings under headings, in the order of the API. */
function groupsOf(settings: readonly Setting[]): readonly (readonly [string, readonly Setting[]])[] {
  const groups = new Map<string, Setting[]>();
  for (const setting of settings) {
    const title = GROUPS[setting.name.split(".")[0] ?? ""] ?? "Other";
    groups.set(title, [...(groups.get(title) ?? []), setting]);
  }
  return [...groups];
}
