import { Badge, Field, Input, MessageBar, MessageBarBody, Spinner, Switch } from "@fluentui/react-components";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, Suspense, useState } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import { useNotices } from "../../app/notices";
import { useUrlState } from "../../app/url-state";
import { REASON_NAMES } from "../../components/access-words";
import { AppLink } from "../../components/app-link";
import { Moment } from "../../components/moment";
import { ProblemBar } from "../../components/problem-bar";
import { useAccess } from "../access/access-api";
import { BusinessUnit } from "./business-unit";
import { CalInformation } from "./cal-information";
import { LazyRolesDialog } from "./lazy-roles-dialog";
import { Lineage } from "./lineage";
import { type FormField, type User, type UserForm, useForm } from "./user-api";
import { Guarded } from "./user-commands";
import styles from "./user-page.module.css";

/** The sections of the user form, with the names of their rows. */
const SECTIONS: readonly (readonly [title: string, rows: readonly string[]])[] = [
  ["Account Information", ["userName"]],
  ["User Information", ["fullName", "title", "primaryEmail", "mainPhone", "mobilePhone", "fax"]],
  [
    "Mailing Address",
    ["address.street", "address.city", "address.stateOrProvince", "address.country", "postalCode"],
  ],
];

/** What the form needs of an instance. */
export interface FormInstance {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
}

interface CrmFormProps {
  readonly user: User;
  readonly instance: FormInstance;
}

/** The user form of the CRM: what comes from the directory, what Usher decides, and what an instance has of it. */
export function CrmForm({ user, instance }: CrmFormProps): ReactNode {
  const [{ columns }, change] = useUrlState();
  const { data, error, refetch } = useForm(user.id, instance.name);
  if (error !== null) return <ProblemBar problem={asProblem(error)} onRetry={() => void refetch()} />;
  if (data === undefined) return <Spinner label="Loading the form" />;
  const isRaw = columns === "1";
  return (
    <>
      <RecordState form={data} user={user} instance={instance} />
      <Switch
        label="Show columns"
        checked={isRaw}
        onChange={(_event, { checked }) => change({ columns: checked ? "1" : undefined }, { replace: true })}
      />
      {SECTIONS.map(([title, rows]) => (
        <section key={title}>
          <h2 className={styles.section}>{title}</h2>
          <div className={styles.fields}>
            {data.fields
              .filter(({ name }) => rows.includes(name))
              .map((field) => (
                <FormRow key={field.name} field={field} isRaw={isRaw} />
              ))}
          </div>
        </section>
      ))}
      <Organization user={user} instance={instance} />
      <CalInformation user={user} instance={instance} />
      {isRaw && (
        <section>
          <h2 className={styles.section}>Columns beside the form</h2>
          <div className={styles.fields}>
            {data.fields
              .filter(({ name }) => !SECTIONS.some(([, rows]) => rows.includes(name)))
              .map((field) => (
                <FormRow key={field.name} field={field} isRaw />
              ))}
          </div>
          <p className={styles.muted}>
            Usher never touches the other columns of the record: they are the CRM's.
          </p>
        </section>
      )}
    </>
  );
}

function FormRow({ field, isRaw }: { readonly field: FormField; readonly isRaw: boolean }): ReactNode {
  const { label, column, kind, value, problem, inRecord, required } = field;
  const differs = inRecord !== undefined && inRecord !== value && problem === undefined;
  const hint =
    kind === "computed"
      ? "computed of First + Last"
      : differs
        ? `the record has ${inRecord ?? "nothing"}`
        : undefined;
  return (
    <Field
      label={isRaw ? `${label.replace("Address: ", "")} (${column})` : label.replace("Address: ", "")}
      required={required}
      {...(hint !== undefined && { hint })}
      {...(problem !== undefined && { validationMessage: problem.detail, validationState: "warning" })}
    >
      <Input readOnly value={value ?? ""} contentAfter={<Lineage field={field} />} />
    </Field>
  );
}

interface RecordStateProps extends CrmFormProps {
  readonly form: UserForm;
}

function RecordState({ form, user, instance }: RecordStateProps): ReactNode {
  const queries = useQueryClient();
  const notices = useNotices();
  const { record } = form;
  const { data } = useAccess(user.id, instance.name);
  const pending = data?.[0]?.pending;
  const synchronize = (): void => {
    api
      .POST("/admin/v1/sync", { body: { userId: user.id, instance: instance.name } })
      .then(() => queries.invalidateQueries())
      .then(() => notices.done("The record was synchronized"))
      .catch(notices.failed);
  };
  return (
    <MessageBar intent={record?.enabled === true ? "success" : "warning"} layout="multiline">
      <MessageBarBody>
        {record === undefined ? (
          <>{instance.displayName} has no record of this user yet. </>
        ) : (
          <>
            The record in {instance.displayName} is <strong>{record.enabled ? "enabled" : "disabled"}</strong>
            {record.reasons.length > 0 && `: ${record.reasons.map((code) => REASON_NAMES[code]).join(", ")}`}.{" "}
            {record.lastSyncedAt !== undefined && record.lastSyncedAt !== null && (
              <>
                Last synchronized <Moment at={record.lastSyncedAt} />.{" "}
              </>
            )}
          </>
        )}
        {pending !== undefined && (
          <>
            {pending.parked === undefined
              ? "A change is on its way"
              : `A change was given up: ${pending.parked}`}{" "}
            ({pending.cause}).{" "}
          </>
        )}
        <AppLink
          to={`/access?user=${encodeURIComponent(user.userName)}&instance=${encodeURIComponent(instance.name)}`}
        >
          Why?
        </AppLink>{" "}
        <Guarded action="manageInstances" label="Synchronize now" onClick={synchronize} />
      </MessageBarBody>
    </MessageBar>
  );
}

/** Business unit and security roles. */
function Organization({ user, instance }: CrmFormProps): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const path = { instance: instance.name, user: user.id };
  const { data } = useQuery({
    queryKey: ["roles", instance.name, user.id],
    queryFn: () => body(api.GET("/admin/v1/instances/{instance}/users/{user}/roles", { params: { path } })),
  });
  const close = (): void => setIsOpen(false);
  return (
    <>
      <h2 className={styles.section}>Organization Information</h2>
      <BusinessUnit user={user} instance={instance} current={data?.businessUnit} />
      <h2 className={styles.section}>Security Roles</h2>
      <div className={styles.buttons}>
        {data?.value.map(({ roleId, name, source, grants }) => (
          <Badge key={roleId} appearance="outline" size="large">
            {name} (
            {source === "adminRole"
              ? "by office"
              : grants.some(({ way }) => way !== "admin")
                ? "provider"
                : "by hand"}
            )
          </Badge>
        ))}
        {data?.value.length === 0 && <span className={styles.muted}>None: the user cannot sign in.</span>}
      </div>
      <Guarded action="manageInstances" label="Manage Roles" onClick={() => setIsOpen(true)} />
      {isOpen && (
        <Suspense fallback={null}>
          <LazyRolesDialog
            userId={user.id}
            userName={user.userName}
            instance={instance}
            onClose={close}
            onDone={close}
          />
        </Suspense>
      )}
    </>
  );
}
