import {
  Button,
  Checkbox,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  Spinner,
} from "@fluentui/react-components";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { api, body } from "../../api/client";
import { type ApiProblem, asProblem } from "../../api/problem";
import { useNotices } from "../../app/notices";
import { useMay } from "../../app/session";
import { Page } from "../../components/page";
import { ProblemBar } from "../../components/problem-bar";
import pageStyles from "./user-page.module.css";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Adds the application user of a registered app to an instance: the app, its business unit and its roles. */
export function ApplicationUserPage(): ReactNode {
  const { instance = "" } = useParams({ strict: false }) as { instance?: string };
  const mayAdd = useMay("manageInstances");
  const queries = useQueryClient();
  const notices = useNotices();
  const navigate = useNavigate();
  const [applicationId, setApplicationId] = useState("");
  const [displayName, setDisplayName] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const { data: roles } = useQuery({
    queryKey: ["roles", instance, "root"],
    queryFn: async () =>
      (
        await body(
          api.GET("/admin/v1/instances/{instance}/security-roles", { params: { path: { instance } } }),
        )
      ).value,
  });
  const isValid = UUID.test(applicationId.trim());
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setIsBusy(true);
    setProblem(undefined);
    try {
      const content = {
        applicationId: applicationId.trim(),
        displayName: displayName.trim(),
        roles: [...chosen],
      };
      const params = { path: { instance } };
      const added = await body(
        api.POST("/admin/v1/instances/{instance}/application-users", { params, body: content }),
      );
      await queries.invalidateQueries();
      notices.done(`${displayName} was added`);
      if ("userId" in added) void navigate({ to: `/users/${added.userId}/crm`, search: { instance } });
    } catch (error) {
      setProblem(asProblem(error));
      setIsBusy(false);
    }
  };
  return (
    <Page
      title="Add an application user"
      lead={`A program that works in ${instance} through the API, without a license and without signing in.`}
      crumbs={[{ label: "Instances", to: "/instances" }]}
    >
      <form className={pageStyles.narrow} onSubmit={(event) => void submit(event)}>
        <Field
          label="Application id"
          required
          hint="The UUID under which the app is registered"
          {...(applicationId !== "" && !isValid && { validationMessage: "It must be a UUID." })}
        >
          <Input value={applicationId} onChange={(_event, { value }) => setApplicationId(value)} />
        </Field>
        <Field label="Name" required>
          <Input value={displayName} onChange={(_event, { value }) => setDisplayName(value)} />
        </Field>
        <fieldset className={pageStyles.plain}>
          <legend>Security roles of the root business unit</legend>
          {roles === undefined && <Spinner size="tiny" label="Loading the roles" />}
          {roles?.map(({ id, name, isManaged }) => (
            <Checkbox
              key={id}
              label={isManaged ? `${name} (default role)` : name}
              checked={chosen.has(id)}
              onChange={(_event, { checked }) => {
                const next = new Set(chosen);
                if (checked === true) next.add(id);
                else next.delete(id);
                setChosen(next);
              }}
            />
          ))}
        </fieldset>
        <MessageBar layout="multiline">
          <MessageBarBody>
            Without a role it can do nothing. A role made for the app allows less than a default role: copy
            one and change the copy.
          </MessageBarBody>
        </MessageBar>
        {problem !== undefined && <ProblemBar problem={problem} />}
        <div className={pageStyles.buttons}>
          <Button
            type="submit"
            appearance="primary"
            disabled={isBusy || !isValid || displayName.trim() === "" || !mayAdd}
            icon={isBusy ? <Spinner size="tiny" /> : null}
          >
            Add
          </Button>
          <Button onClick={() => void navigate({ to: "/instances" })}>Cancel</Button>
        </div>
        {!mayAdd && <p className={pageStyles.muted}>Needs service or global.</p>}
      </form>
    </Page>
  );
}
