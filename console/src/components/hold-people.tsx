import { Button } from "@fluentui/react-components";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../api/client";
import { asProblem } from "../api/problem";
import { ActButton } from "./act-button";
import { DataTable } from "./data-table";
import { Impact } from "./impact";
import { PersonLink } from "./person-link";

/** The people whose access a hold keeps; each can be let go alone. */
export function HoldPeople({ id }: { readonly id: string }): ReactNode {
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ["holds", id, "users"],
    queryFn: ({ pageParam }) => {
      const query = { limit: 50, ...(pageParam !== "" && { cursor: pageParam }) };
      return body(api.GET("/admin/v1/holds/{id}/users", { params: { path: { id }, query } }));
    },
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  return (
    <>
      <DataTable
        label="People whose access is held"
        rows={data?.pages.flatMap(({ value }) => value)}
        problem={error === null ? undefined : asProblem(error)}
        onRetry={() => void refetch()}
        rowId={(person) => person.id}
        empty={<p>Nobody's access is held any more.</p>}
        columns={[
          { id: "person", header: "Person", cell: (person) => <PersonLink {...person} tab="access" /> },
          { id: "userName", header: "User name", cell: ({ userName }) => userName ?? "–" },
          { id: "instances", header: "Keeps access to", cell: ({ instances }) => instances.join(", ") },
          {
            id: "actions",
            header: "Actions",
            cell: ({ id: userId }) => <ReleasePerson id={id} userId={userId} />,
          },
        ]}
      />
      {hasNextPage && <Button onClick={() => void fetchNextPage()}>Show more</Button>}
    </>
  );
}

function ReleasePerson({ id, userId }: { readonly id: string; readonly userId: string }): ReactNode {
  const queries = useQueryClient();
  const release = (query: object) =>
    api.POST("/admin/v1/holds/{id}/users/{userId}/release", { params: { path: { id, userId }, query } });
  return (
    <ActButton
      label="Release this person"
      verb="Release"
      action="manageInstances"
      isSmall
      onConfirm={() => release({}).then(() => queries.invalidateQueries())}
    >
      <Impact id={["release", id, userId]} preview={(query) => body(release(query))} />
    </ActButton>
  );
}
