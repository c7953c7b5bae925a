import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { api, body } from "../api/client";
import type { components } from "../api/schema";
import { ActButton } from "./act-button";
import { Impact } from "./impact";
import { Moment, relativeTime } from "./moment";

const HoldPeople = lazy(() =>
  import("./hold-people").then(({ HoldPeople: component }) => ({ default: component })),
);

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
  const [isOpen, setIsOpen] = useState(false);
  const client = useQueryClient();
  const { id, startedAt, endsAt, instances } = hold;
  const params = (query: object) => ({ params: { path: { id }, query } });
  const changed = () => client.invalidateQueries();
  const release = (query: object) => api.POST("/admin/v1/holds/{id}/release", params(query));
  const discard = (query: object) => api.POST("/admin/v1/holds/{id}/discard", params(query));
  const places = instances.map(({ name, people }) => `${name} (${people})`).join(", ");
  return (
    <section aria-label={`Held changes of ${hold.connection ?? "a connection"}`}>
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>Changes of {hold.connection ?? "a connection"} are held</MessageBarTitle>{" "}
          {hold.people} people would lose access{places === "" ? "" : `: ${places}`}. It began{" "}
          <Moment at={startedAt} />. The changes take effect {relativeTime(endsAt)} if nobody decides before.
        </MessageBarBody>
        <MessageBarActions>
          <Button aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {isOpen ? "Hide the people" : "Who is it?"}
          </Button>
          <ActButton label="Release" action="manageInstances" onConfirm={() => release({}).then(changed)}>
            <p>The changes take effect now.</p>
            <Impact id={["release", id]} preview={(query) => body(release(query))} />
          </ActButton>
          <ActButton label="Discard" action="manageInstances" onConfirm={() => discard({}).then(changed)}>
            <p>
              These people keep their access, until a provider or an administrator changes it again. The
              directory still shows what the provider sent: correct it there.
            </p>
            <Impact id={["discard", id]} preview={(query) => body(discard(query))} />
          </ActButton>
        </MessageBarActions>
      </MessageBar>
      {isOpen && (
        <Suspense fallback={null}>
          <HoldPeople id={id} />
        </Suspense>
      )}
    </section>
  );
}
