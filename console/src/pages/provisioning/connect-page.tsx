import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Radio,
  RadioGroup,
  Select,
} from "@fluentui/react-components";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { api, body } from "../../api/client";
import { type ApiProblem, asProblem } from "../../api/problem";
import { useUrlState } from "../../app/url-state";
import { CopyField } from "../../components/copy-field";
import { Page } from "../../components/page";
import { ProblemBar } from "../../components/problem-bar";
import { SecretOnce } from "../../components/secret-once";
import { makeToken, TOKEN_LIFETIMES, useAddresses } from "./connections";
import { FirstRequests } from "./first-requests";
import { PROVIDERS, type Provider } from "./providers";
import styles from "./provisioning.module.css";

const CRUMBS = [{ label: "Provisioning", to: "/provisioning" }];

/** Connects a provider, step by step; it can be left, and the address goes on where it was. */
export function ConnectPage(): ReactNode {
  const [{ provider: client, name, since }] = useUrlState();
  const [secret, setSecret] = useState<string>();
  const provider = PROVIDERS.find((one) => one.client === client);
  return (
    <Page
      title="Connect a provider"
      crumbs={CRUMBS}
      lead="Users and groups come from your identity provider by SCIM 2.0."
    >
      <div className={styles.narrow}>
        <AddressCheck />
        {provider === undefined ? (
          <ChooseProvider />
        ) : name === undefined || since === undefined ? (
          <NameConnection provider={provider} onSecret={setSecret} />
        ) : (
          <PutIn
            provider={provider}
            name={name}
            since={since}
            secret={secret}
            onKept={() => setSecret(undefined)}
          />
        )}
      </div>
    </Page>
  );
}

/** Says so before anything else if a provider in the cloud cannot reach the server at its address. */
function AddressCheck(): ReactNode {
  const { data } = useAddresses();
  if (data === undefined) return null;
  const { protocol, hostname } = new URL(data.scimUrl);
  const isLocal = /^(?:localhost|127\.|10\.|192\.168\.|\[?::1\]?$)/.test(hostname);
  if (protocol === "https:" && !isLocal) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>A provider in the cloud cannot reach this server</MessageBarTitle> Its address is{" "}
        {data.scimUrl}. Providers such as Microsoft Entra ID need https at a public name: put a proxy in front
        of it, and set <code>PUBLIC_URL</code>.
      </MessageBarBody>
    </MessageBar>
  );
}

function ChooseProvider(): ReactNode {
  const [, change] = useUrlState();
  const [client, setClient] = useState<string>("entra");
  return (
    <>
      <Field label="1. Which provider do you use?">
        <RadioGroup value={client} onChange={(_event, { value }) => setClient(value)}>
          {PROVIDERS.map(({ client: value, name }) => (
            <Radio key={value} value={value} label={name} />
          ))}
        </RadioGroup>
      </Field>
      <div className={styles.buttons}>
        <Button appearance="primary" onClick={() => change({ provider: client })}>
          Next
        </Button>
      </div>
    </>
  );
}

interface NameProps {
  readonly provider: Provider;
  readonly onSecret: (secret: string) => void;
}

function NameConnection({ provider, onSecret }: NameProps): ReactNode {
  const [state, change] = useUrlState();
  const queries = useQueryClient();
  const [name, setName] = useState(state["name"] ?? (provider.client === "generic" ? "" : provider.client));
  const [visibility, setVisibility] = useState<"all" | "own">("all");
  const [days, setDays] = useState(365);
  const [problem, setProblem] = useState<ApiProblem>();
  const [isBusy, setIsBusy] = useState(false);
  const create = async (): Promise<void> => {
    const since = new Date(Date.now() - 1_000).toISOString();
    // A connection that exists gets one more token: the wizard was left before.
    if (state["name"] !== name) {
      await body(api.POST("/admin/v1/connections", { body: { name, client: provider.client, visibility } }));
      change({ name }, { replace: true });
    }
    const secret = await makeToken(name, provider.name, days);
    onSecret(secret);
    void queries.invalidateQueries({ queryKey: ["connections"] });
    change({ name, since });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setIsBusy(true);
    setProblem(undefined);
    create()
      .catch((error: unknown) => setProblem(asProblem(error)))
      .finally(() => setIsBusy(false));
  };
  return (
    <form className={styles.narrow} onSubmit={submit}>
      <h2 className={styles.section}>2. Name the connection to {provider.name}</h2>
      <Field label="Name" required hint="Short; the log and the audit trail show it.">
        <Input value={name} maxLength={100} onChange={(_event, { value }) => setName(value)} />
      </Field>
      <Field label="What it sees">
        <Select
          value={visibility}
          onChange={(_event, { value }) => setVisibility(value === "own" ? "own" : "all")}
        >
          <option value="all">The whole directory (recommended for the only provider)</option>
          <option value="own">Only the users and groups that it has made</option>
        </Select>
      </Field>
      <Field label="The token ends after">
        <Select value={String(days)} onChange={(_event, { value }) => setDays(Number(value))}>
          {TOKEN_LIFETIMES.map((lifetime) => (
            <option key={lifetime} value={lifetime}>
              {lifetime} days
            </option>
          ))}
        </Select>
      </Field>
      {problem !== undefined && <ProblemBar problem={problem} />}
      <div className={styles.buttons}>
        <Button onClick={() => change({ provider: undefined })}>Back</Button>
        <Button type="submit" appearance="primary" disabled={isBusy || name.trim() === ""}>
          Create connection and token
        </Button>
      </div>
    </form>
  );
}

interface PutInProps {
  readonly provider: Provider;
  readonly name: string;
  /** When the token was made: requests from then on count. */
  readonly since: string;
  /** Undefined once the person has kept it, or has come back. */
  readonly secret: string | undefined;
  readonly onKept: () => void;
}

function PutIn({ provider, name, since, secret, onKept }: PutInProps): ReactNode {
  const [, change] = useUrlState();
  const { data } = useAddresses();
  return (
    <>
      <h2 className={styles.section}>3. Put these into {provider.name}</h2>
      <ol className={styles.steps}>
        {provider.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {data !== undefined && <CopyField label={provider.urlLabel} value={data.scimUrl} />}
      {secret === undefined ? (
        <p className={styles.quiet}>
          The token was shown once. If it is lost, make another one:{" "}
          <Button size="small" onClick={() => change({ since: undefined })}>
            Make another token
          </Button>
        </p>
      ) : (
        <SecretOnce
          label={provider.tokenLabel}
          secret={secret}
          fileName={`${name}-token.txt`}
          onKept={onKept}
        />
      )}
      <h2 className={styles.section}>4. Wait for the first request</h2>
      <FirstRequests name={name} since={since} expected={provider} />
    </>
  );
}
