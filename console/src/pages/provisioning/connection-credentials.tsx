import { Badge, Button, Field, Input, Select } from "@fluentui/react-components";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { api, body } from "../../api/client";
import { type ApiProblem, asProblem } from "../../api/problem";
import type { components } from "../../api/schema";
import { useNotices } from "../../app/notices";
import { ConfirmDialog } from "../../components/confirm-dialog";
import { type Column, DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import { Moment } from "../../components/moment";
import { ProblemBar } from "../../components/problem-bar";
import { SecretOnce } from "../../components/secret-once";
import { makeToken, TOKEN_LIFETIMES } from "./connections";
import styles from "./provisioning.module.css";

type Token = components["schemas"]["Token"];

/** The tokens of a connection: adding one, ending one, and which are in use. */
export function ConnectionCredentials({ name }: { readonly name: string }): ReactNode {
  const [secret, setSecret] = useState<string>();
  const { data, error, refetch } = useQuery({
    queryKey: ["tokens"],
    queryFn: () => body(api.GET("/admin/v1/tokens")),
  });
  const rows = data?.value.filter(({ connection }) => connection === name).toReversed();
  return (
    <>
      <p className={styles.lead}>
        To replace a token, add another one, put it into the provider, and end the old one when the new one is
        in use. Both are valid meanwhile.
      </p>
      <div className={styles.narrow}>
        {secret === undefined ? (
          <AddToken
            connection={name}
            onSecret={(made) => {
              setSecret(made);
              void refetch();
            }}
          />
        ) : (
          <SecretOnce
            label="Token"
            secret={secret}
            fileName={`${name}-token.txt`}
            onKept={() => setSecret(undefined)}
          />
        )}
      </div>
      <DataTable
        label="Tokens"
        columns={COLUMNS}
        rows={rows}
        rowId={({ id }) => id}
        problem={error === null ? undefined : asProblem(error)}
        onRetry={() => void refetch()}
        empty={<EmptyState title="No token">Without one the provider cannot send anything.</EmptyState>}
      />
    </>
  );
}

const COLUMNS: readonly Column<Token>[] = [
  { id: "name", header: "Token", cell: (token) => token.name },
  { id: "state", header: "State", width: "8rem", cell: (token) => <TokenState {...token} /> },
  { id: "scopes", header: "Scopes", cell: ({ scopes }) => scopes.join(", ") },
  { id: "created", header: "Made", width: "10rem", cell: ({ createdAt }) => <Moment at={createdAt} /> },
  {
    id: "used",
    header: "Last used",
    width: "10rem",
    cell: ({ lastUsedAt }) => (lastUsedAt === undefined ? "never" : <Moment at={lastUsedAt} />),
  },
  {
    id: "ends",
    header: "Ends",
    width: "10rem",
    cell: ({ expiresAt }) => (expiresAt === undefined ? "never" : <Moment at={expiresAt} />),
  },
  { id: "end", header: "Action", width: "7rem", cell: (token) => <EndToken {...token} /> },
];

function hasEnded({ revokedAt, expiresAt }: Token): boolean {
  return revokedAt !== undefined || (expiresAt !== undefined && Date.parse(expiresAt) <= Date.now());
}

function TokenState(token: Token): ReactNode {
  if (token.revokedAt !== undefined)
    return (
      <Badge appearance="tint" color="informative">
        Ended
      </Badge>
    );
  if (hasEnded(token))
    return (
      <Badge appearance="tint" color="danger">
        Expired
      </Badge>
    );
  return (
    <Badge appearance="tint" color="success">
      Valid
    </Badge>
  );
}

function EndToken(token: Token): ReactNode {
  const queries = useQueryClient();
  if (hasEnded(token)) return null;
  const end = async (): Promise<void> => {
    await api.DELETE("/admin/v1/tokens/{id}", { params: { path: { id: token.id } } });
    await queries.invalidateQueries({ queryKey: ["tokens"] });
  };
  return (
    <ConfirmDialog
      trigger={
        <Button size="small" aria-label={`End the token ${token.name}`}>
          End
        </Button>
      }
      title="End this token?"
      action="End the token"
      onConfirm={end}
    >
      <p>Whoever uses it is refused from now on. This cannot be undone.</p>
      {token.lastUsedAt !== undefined && (
        <p>
          It was last used <Moment at={token.lastUsedAt} />.
        </p>
      )}
    </ConfirmDialog>
  );
}

interface AddTokenProps {
  readonly connection: string;
  readonly onSecret: (secret: string) => void;
}

function AddToken({ connection, onSecret }: AddTokenProps): ReactNode {
  const notices = useNotices();
  const [name, setName] = useState("");
  const [days, setDays] = useState("365");
  const [problem, setProblem] = useState<ApiProblem>();
  const add = async (): Promise<void> => {
    const secret = await makeToken(connection, name, Number(days));
    setName("");
    setProblem(undefined);
    onSecret(secret);
    notices.announce("The token was made");
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    add().catch((error: unknown) => setProblem(asProblem(error)));
  };
  return (
    <form onSubmit={submit}>
      <div className={styles.filters}>
        <Field label="Name of a new token">
          <Input value={name} maxLength={100} onChange={(_event, { value }) => setName(value)} />
        </Field>
        <Field label="It ends after">
          <Select value={days} onChange={(_event, { value }) => setDays(value)}>
            {TOKEN_LIFETIMES.map((value) => (
              <option key={value} value={value}>
                {value} days
              </option>
            ))}
          </Select>
        </Field>
        <div className={styles.atEnd}>
          <Button type="submit" disabled={name.trim() === ""}>
            Add a token
          </Button>
        </div>
      </div>
      {problem !== undefined && <ProblemBar problem={problem} />}
    </form>
  );
}
