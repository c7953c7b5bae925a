import {
  Button,
  Checkbox,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  Spinner,
} from "@fluentui/react-components";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { api, changed } from "../../api/client";
import { type ApiProblem, asProblem } from "../../api/problem";
import type { operations } from "../../api/schema";
import { Page } from "../../components/page";
import { ProblemBar } from "../../components/problem-bar";
import { type Added, AddedUser } from "./added-user";
import { LicenseChoice } from "./license-choice";
import styles from "./users.module.css";

type UserBody = operations["createUser"]["requestBody"]["content"]["application/json"];

/** The fields of the form, each by its name. */
const EMPTY = {
  givenName: "",
  familyName: "",
  displayName: "",
  userName: "",
  title: "",
  email: "",
  mainPhone: "",
  mobile: "",
  street: "",
  city: "",
  region: "",
  country: "",
};

type Fields = typeof EMPTY;

/** Returns the parts that were filled in. */
function given(parts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value.trim() !== ""));
}

/** Returns the SCIM user of the form, without what was left empty. */
function userOf(fields: Fields): Record<string, unknown> {
  const { givenName, familyName, email, mainPhone, mobile, street, city, region, country } = fields;
  const name = given({ givenName, familyName });
  const address = given({ streetAddress: street, locality: city, region, country });
  const phones = [
    ...(mainPhone.trim() === "" ? [] : [{ value: mainPhone, type: "work" }]),
    ...(mobile.trim() === "" ? [] : [{ value: mobile, type: "mobile" }]),
  ];
  return {
    ...given({ userName: fields.userName, displayName: fields.displayName, title: fields.title }),
    ...(Object.keys(name).length > 0 && { name }),
    ...(email.trim() !== "" && { emails: [{ value: email, type: "work", primary: true }] }),
    ...(phones.length > 0 && { phoneNumbers: phones }),
    ...(Object.keys(address).length > 0 && { addresses: [{ ...address, type: "work" }] }),
  };
}

/** Adds a user by hand: basics and licenses, then the temporary password, which is shown once. */
export function AddUserPage(): ReactNode {
  const [fields, setFields] = useState(EMPTY);
  const [skus, setSkus] = useState<ReadonlySet<string>>(new Set());
  const [isMailed, setIsMailed] = useState(false);
  const [added, setAdded] = useState<Added>();
  const queries = useQueryClient();
  const create = useMutation({
    gcTime: 0,
    mutationFn: async (): Promise<void> => {
      const user = { ...userOf(fields), ...(isMailed && { sendPasswordMail: true }) };
      const created = await changed(api.POST("/admin/v1/users", { body: user as unknown as UserBody }));
      const { user: made, temporaryPassword } = created;
      setAdded({
        id: made.id,
        userName: made.userName ?? "",
        temporaryPassword,
        problem: await assign(made.id, skus),
      });
      void queries.invalidateQueries({ queryKey: ["users"] });
      void queries.invalidateQueries({ queryKey: ["skus"] });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate();
  };
  const again = (): void => {
    setAdded(undefined);
    setFields({
      ...EMPTY,
      title: fields.title,
      city: fields.city,
      region: fields.region,
      country: fields.country,
    });
  };
  return (
    <Page title="Add a user" crumbs={[{ label: "Users", to: "/users" }]}>
      {added === undefined ? (
        <form className={styles.form} onSubmit={submit}>
          <Basics fields={fields} onChange={(changes) => setFields({ ...fields, ...changes })} />
          <LicenseChoice chosen={skus} onChange={setSkus} />
          <PasswordMail isMailed={isMailed} hasAddress={fields.email.trim() !== ""} onChange={setIsMailed} />
          {create.error !== null && <ProblemBar problem={asProblem(create.error)} />}
          <div className={styles.buttons}>
            <Button
              type="submit"
              appearance="primary"
              disabled={create.isPending || userOf(fields)["name"] === undefined}
              icon={create.isPending ? <Spinner size="tiny" /> : null}
            >
              Add
            </Button>
          </div>
        </form>
      ) : (
        <AddedUser
          added={added}
          onAgain={again}
          onKept={() => setAdded({ ...added, temporaryPassword: undefined })}
        />
      )}
    </Page>
  );
}

/** Assigns licenses to the new user. Returns why that failed; the user is there all the same. */
async function assign(id: string, skus: ReadonlySet<string>): Promise<ApiProblem | undefined> {
  if (skus.size === 0) return undefined;
  try {
    await api.POST("/admin/v1/users/{id}/licenses", { params: { path: { id } }, body: { add: [...skus] } });
    return undefined;
  } catch (error) {
    return asProblem(error);
  }
}

interface BasicsProps {
  readonly fields: Fields;
  readonly onChange: (changes: Partial<Fields>) => void;
}

function Basics({ fields, onChange }: BasicsProps): ReactNode {
  const input = (name: keyof Fields, label: string, more: { hint?: string; type?: "email" | "tel" } = {}) => (
    <Field label={label} {...(more.hint !== undefined && { hint: more.hint })}>
      <Input
        name={name}
        type={more.type ?? "text"}
        autoComplete="off"
        value={fields[name]}
        onChange={(_event, { value }) => onChange({ [name]: value })}
      />
    </Field>
  );
  return (
    <>
      <section className={styles.section}>
        <h2>Basics</h2>
        <div className={styles.pair}>
          {input("givenName", "First name")}
          {input("familyName", "Last name")}
          {input("displayName", "Display name")}
          {input("userName", "Username", { hint: "Left empty, it is made of the name." })}
          {input("title", "Job title")}
          {input("email", "Email", { type: "email" })}
          {input("mainPhone", "Main phone", { type: "tel" })}
          {input("mobile", "Mobile phone", { type: "tel" })}
        </div>
      </section>
      <section className={styles.section}>
        <h2>Address</h2>
        <div className={styles.pair}>
          {input("street", "Street")}
          {input("city", "City")}
          {input("region", "State or province")}
          {input("country", "Country", { hint: "Two letters, as in ISO 3166: US." })}
        </div>
      </section>
    </>
  );
}

interface PasswordMailProps {
  readonly isMailed: boolean;
  readonly hasAddress: boolean;
  readonly onChange: (isMailed: boolean) => void;
}

function PasswordMail({ isMailed, hasAddress, onChange }: PasswordMailProps): ReactNode {
  return (
    <section className={styles.section}>
      <h2>Password</h2>
      <span>A temporary password is made. It is shown once, and must be changed at the first sign-in.</span>
      <Checkbox
        label="Send it to the user's email address"
        checked={isMailed && hasAddress}
        disabled={!hasAddress}
        onChange={(_event, { checked }) => onChange(checked === true)}
      />
      {isMailed && hasAddress && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            The password is sent as clear text. Consider a more secure way to tell it.
          </MessageBarBody>
        </MessageBar>
      )}
    </section>
  );
}
