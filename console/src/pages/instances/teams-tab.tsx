import { Checkbox, Field, Input } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import type { components } from "../../api/schema";
import { ActButton } from "../../components/act-button";
import { AppLink } from "../../components/app-link";
import { DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import { GroupPicker } from "../../components/group-picker";
import { Impact, type PreviewQuery } from "../../components/impact";
import styles from "../../components/lines.module.css";
import { useConfirm } from "../../components/use-confirm";
import { type InstanceProps, useBusinessUnits, useInstancesChanged, useRoles } from "./instance-api";
import { UnitSelect } from "./units-tab";

type Team = components["schemas"]["Team"];

/** The teams of an instance, and the roles that they give. */
export function TeamsTab({ instance }: InstanceProps): ReactNode {
  const { data: units } = useBusinessUnits(instance);
  const { data, error, refetch } = useQuery({
    queryKey: ["instances", instance.name, "teams"],
    queryFn: () =>
      body(
        api.GET("/admin/v1/instances/{instance}/teams", { params: { path: { instance: instance.name } } }),
      ),
  });
  return (
    <>
      <div className={styles.actions}>
        <AddTeam instance={instance} />
      </div>
      <DataTable
        label="Teams"
        rows={data?.value}
        problem={error === null ? undefined : asProblem(error)}
        onRetry={() => void refetch()}
        rowId={({ id }) => id}
        empty={<EmptyState title="No team yet">A team gives its members security roles.</EmptyState>}
        columns={[
          { id: "name", header: "Team", cell: ({ name }) => name },
          {
            id: "kind",
            header: "Members",
            cell: ({ groupId }) =>
              groupId === undefined ? (
                "Added by hand"
              ) : (
                <AppLink to={`/groups/${groupId}/members`}>Those of a group</AppLink>
              ),
          },
          {
            id: "unit",
            header: "Business unit",
            cell: ({ businessUnitId }) => units?.value.find(({ id }) => id === businessUnitId)?.path ?? "…",
          },
          {
            id: "roles",
            header: "Security roles",
            cell: ({ roles }) => roles.map(({ name }) => name).join(", ") || "None",
          },
          {
            id: "actions",
            header: "Actions",
            cell: (team) => (
              <span className={styles.line}>
                <ChangeTeam instance={instance} team={team} />
                <RemoveTeam instance={instance} team={team} />
              </span>
            ),
          },
        ]}
      />
    </>
  );
}

interface RoleBoxesProps extends InstanceProps {
  readonly unit: string | undefined;
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

/** The security roles of a business unit, to choose from. */
function RoleBoxes({ instance, unit, chosen, onChange }: RoleBoxesProps): ReactNode {
  const { data } = useRoles(instance, unit);
  return (
    <fieldset className={styles.choices}>
      <legend>Security roles that its members get</legend>
      {data?.value.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={name}
          checked={chosen.has(id)}
          onChange={(_event, { checked }) => {
            const next = new Set(chosen);
            if (checked === true) next.add(id);
            else next.delete(id);
            onChange(next);
          }}
        />
      ))}
    </fieldset>
  );
}

function AddTeam({ instance }: InstanceProps): ReactNode {
  const [name, setName] = useState("");
  const [unit, setUnit] = useState<string>();
  const [groupId, setGroupId] = useState<string>();
  const [roles, setRoles] = useState<ReadonlySet<string>>(new Set());
  const { data: units } = useBusinessUnits(instance);
  const refresh = useInstancesChanged();
  const add = async (): Promise<void> => {
    await api.POST("/admin/v1/instances/{instance}/teams", {
      params: { path: { instance: instance.name } },
      body: { name, roles: [...roles], ...(unit && { businessUnit: unit }), ...(groupId && { groupId }) },
    });
    await refresh();
    setName("");
    setGroupId(undefined);
    setRoles(new Set());
  };
  return (
    <ActButton
      label="Add a team"
      action="manageInstances"
      verb="Add"
      isPrimary
      isReady={name.trim() !== ""}
      onConfirm={add}
    >
      <div className={styles.stack}>
        <Field label="Name" required>
          <Input value={name} onChange={(_event, { value }) => setName(value)} />
        </Field>
        <UnitSelect
          label="Business unit"
          value={unit ?? units?.value[0]?.id ?? ""}
          units={units?.value ?? []}
          onChange={(id) => {
            setUnit(id);
            setRoles(new Set());
          }}
        />
        <GroupPicker
          label="Its members are those of this group (empty: they are added by hand)"
          onPick={({ id }) => setGroupId(id)}
        />
        <RoleBoxes instance={instance} unit={unit} chosen={roles} onChange={setRoles} />
      </div>
    </ActButton>
  );
}

interface TeamProps extends InstanceProps {
  readonly team: Team;
}

function ChangeTeam({ instance, team }: TeamProps): ReactNode {
  const [name, setName] = useState(team.name);
  const [roles, setRoles] = useState<ReadonlySet<string>>(new Set(team.roles.map(({ id }) => id)));
  const refresh = useInstancesChanged();
  const { look, confirmed } = useConfirm();
  const address = "/admin/v1/instances/{instance}/teams/{team}";
  const path = { instance: instance.name, team: team.id };
  const content = { name, roles: [...roles] };
  const change = async (): Promise<void> => {
    await api.PATCH(address, { params: { path, query: confirmed }, body: content });
    await refresh();
  };
  const preview = (query: PreviewQuery) =>
    look(api.PATCH(address, { params: { path, query }, body: content }));
  return (
    <ActButton label="Change" action="manageInstances" isSmall onConfirm={change}>
      <div className={styles.stack}>
        <Field label="Name" required>
          <Input value={name} onChange={(_event, { value }) => setName(value)} />
        </Field>
        <RoleBoxes instance={instance} unit={team.businessUnitId} chosen={roles} onChange={setRoles} />
        <Impact id={["team", team.id, ...roles]} preview={preview} />
      </div>
    </ActButton>
  );
}

function RemoveTeam({ instance, team }: TeamProps): ReactNode {
  const refresh = useInstancesChanged();
  const { look, confirmed } = useConfirm();
  const address = "/admin/v1/instances/{instance}/teams/{team}";
  const path = { instance: instance.name, team: team.id };
  const remove = async (): Promise<void> => {
    await api.DELETE(address, { params: { path, query: confirmed } });
    await refresh();
  };
  const preview = (query: PreviewQuery) => look(api.DELETE(address, { params: { path, query } }));
  return (
    <ActButton label="Delete" action="manageInstances" isSmall onConfirm={remove}>
      <div className={styles.stack}>
        <p>{team.name} no longer gives its members security roles.</p>
        <Impact id={["team", team.id, "delete"]} preview={preview} />
      </div>
    </ActButton>
  );
}
