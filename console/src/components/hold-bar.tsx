import { MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../api/client";
import type { components } from "../api/schema";
import { ActButton } from "./act-button";
import { relativeTime } from "./moment";

type Hold = components["schemas"]["Hold"];

/** Tells of changes of providers that would take access from many people, and lets them take effect or discards them. */
export function HoldBar(): ReactNode {
  const { data } = useQuery({
    queryKey: ["holds", "open"],
    queryFn: () => body(api.GET("/admin/v1/holds", { params: { query: { state: "open", limit: 10 } } })),
  });
  return (data?.value ?? []).map((hold) => <OneHold key={hold.id} hold={hold} />);
}

function OneHold({ hold }: { readonly hold: Hold }): ReactNode {
  const client = useQueryClient();
  const params = { path: { id: hold.id } };
  const changed = () => client.invalidateQueries();
  const places = hold.instances.map(({ name, people }) => `${name} (${people})`).join(", ");
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>Changes of {hold.connection ?? "a connection"} are held</MessageBarTitle>{" "}
        {hold.people} people would lose access{places === "" ? "" : `: ${places}`}. They take effect{" "}
        {relativeTime(hold.endsAt)} if nobody decides before.
      </MessageBarBody>
      <MessageBarActions>
        <ActButton
          label="Release"
          action="manageInstances"
          onConfirm={() => api.POST("/admin/v1/holds/{id}/release", { params }).then(changed)}
        >
          The changes take effect now: {hold.people} people lose access.
        </ActButton>
        <ActButton
          label="Discard"
          action="manageInstances"
          onConfirm={() => api.POST("/admin/v1/holds/{id}/discard", { params }).then(changed)}
        >
          These people keep their access, until a provider or an administrator changes it again.
        </ActButton>
      </MessageBarActions>
    </MessageBar>
  );
}
