import { Dropdown, Field, Input, Option } from "@fluentui/react-components";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api, body } from "../../api/client";
import { useNotices } from "../../app/notices";
import { ConfirmDialog } from "../../components/confirm-dialog";
import { Impact } from "../../components/impact";
import type { FormInstance } from "./crm-form";
import type { User } from "./user-api";
import { Guarded } from "./user-commands";
import styles from "./user-page.module.css";

interface BusinessUnitProps {
  readonly user: User;
  readonly instance: FormInstance;
  /** The unit that the user is in; undefined until it is known. */
  readonly current: { readonly id: string; readonly name: string } | undefined;
}

/** The business unit of a user in an instance, and its change. */
export function BusinessUnit({ user, instance, current }: BusinessUnitProps): ReactNode {
  const queries = useQueryClient();
  const notices = useNotices();
  const [chosen, setChosen] = useState<string>();
  const { data: units = [] } = useQuery({
    queryKey: ["business-units", instance.name],
    queryFn: async () => {
      const params = { path: { instance: instance.name } };
      return (await body(api.GET("/admin/v1/instances/{instance}/business-units", { params }))).value;
    },
  });
  const picked = units.find(({ id }) => id === (chosen ?? current?.id));
  const put = (businessUnit: string, query: object) =>
    api.PUT("/admin/v1/instances/{instance}/users/{user}/business-unit", {
      params: { path: { instance: instance.name, user: user.id }, query },
      body: { businessUnit },
    });
  const move = async (): Promise<void> => {
    if (picked === undefined) return;
    await put(picked.id, {});
    await queries.invalidateQueries();
    notices.done(`The business unit is ${picked.name}`);
  };
  return (
    <div className={styles.fields}>
      <Field label="Business Unit">
        <Input readOnly value={current?.name ?? ""} />
      </Field>
      <div className={styles.buttons}>
        <ConfirmDialog
          trigger={<Guarded action="manageInstances" label="Change business unit" />}
          title="Change the business unit?"
          action="Change"
          onConfirm={move}
        >
          <Field label="Business Unit">
            <Dropdown
              value={picked?.name ?? ""}
              selectedOptions={picked === undefined ? [] : [picked.id]}
              onOptionSelect={(_event, { optionValue }) => setChosen(optionValue)}
            >
              {units.map(({ id, path }) => (
                <Option key={id} value={id} text={path}>
                  {path}
                </Option>
              ))}
            </Dropdown>
          </Field>
          <p>
            The security roles belong to the old business unit: they are removed, unless the instance keeps
            them. Assign roles of the new one afterwards.
          </p>
          {picked !== undefined && picked.id !== current?.id && (
            <Impact
              id={["unit", instance.name, user.id, picked.id]}
              preview={(query) => body(put(picked.id, query))}
            />
          )}
        </ConfirmDialog>
      </div>
    </div>
  );
}
