import { type ReactNode, useState } from "react";
import { api } from "../../api/client";
import { ActButton } from "../../components/act-button";
import { Impact, type PreviewQuery } from "../../components/impact";
import styles from "../../components/lines.module.css";
import { localTime } from "../../components/moment";
import { useConfirm } from "../../components/use-confirm";
import { UserPicker } from "../../components/user-picker";
import { EditSku, RemoveSku } from "./edit-sku";
import { type Sku, useLicensesChanged } from "./license-api";
import { SeatsField } from "./seats-field";

interface SkuProps {
  readonly sku: Sku;
}

/** What can be done with a pool: assign, buy, reduce, reassign, edit, remove. */
export function PoolActions({ sku }: SkuProps): ReactNode {
  return (
    <div className={styles.actions}>
      <AssignSeat sku={sku} />
      <BuySeats sku={sku} />
      <ReduceSeats sku={sku} />
      <ReassignSeat sku={sku} />
      <EditSku sku={sku} />
      <RemoveSku sku={sku} />
    </div>
  );
}

function AssignSeat({ sku: { id, available, displayName } }: SkuProps): ReactNode {
  const [user, setUser] = useState("");
  const changed = useLicensesChanged();
  const { look, confirmed } = useConfirm();
  const address = "/admin/v1/users/{id}/licenses";
  const path = { id: user };
  const assign = async (): Promise<void> => {
    await api.POST(address, { params: { path, query: confirmed }, body: { add: [id] } });
    await changed();
    setUser("");
  };
  const preview = (query: PreviewQuery) =>
    look(api.POST(address, { params: { path, query }, body: { add: [id] } }));
  return (
    <ActButton
      label="Assign"
      action="assignLicenses"
      isPrimary
      isReady={user !== ""}
      disabledBecause={available === 0 ? "No seat is left: buy seats, or free one" : undefined}
      onConfirm={assign}
    >
      <div className={styles.stack}>
        <p>
          {available} {available === 1 ? "seat" : "seats"} of {displayName} available.
        </p>
        <UserPicker label="Person" onPick={(picked) => setUser(picked.id)} />
        {user !== "" && <Impact id={["assign", id, user]} preview={preview} />}
      </div>
    </ActButton>
  );
}

interface BuySeatsProps extends SkuProps {
  /** How many people wait for one, if the button is about them. */
  readonly waiting?: number;
}

/** Buys seats; says who gets one at once. */
export function BuySeats({ sku: { id }, waiting }: BuySeatsProps): ReactNode {
  const [seats, setSeats] = useState(waiting ?? 1);
  const changed = useLicensesChanged();
  const { look } = useConfirm();
  const address = "/admin/v1/licenses/{sku}/purchase";
  const path = { sku: id };
  const buy = async (): Promise<void> => {
    await api.POST(address, { params: { path }, body: { seats } });
    await changed();
  };
  const preview = (query: PreviewQuery) =>
    look(api.POST(address, { params: { path, query }, body: { seats } }));
  const label = waiting === undefined ? "Buy seats" : `Buy ${waiting} ${waiting === 1 ? "seat" : "seats"}`;
  return (
    <ActButton label={label} action="manageSeats" verb="Buy" onConfirm={buy}>
      <div className={styles.stack}>
        <SeatsField label="How many more" value={seats} min={1} onChange={setSeats} />
        <Impact id={["buy", id, seats]} preview={preview} />
      </div>
    </ActButton>
  );
}

function ReduceSeats({ sku }: SkuProps): ReactNode {
  const { id, purchased, assigned, held, offerMinimum, nextCycleAt } = sku;
  const least = Math.max(assigned + held, offerMinimum);
  const [chosen, setChosen] = useState<number>();
  const target = chosen ?? purchased - 1;
  const changed = useLicensesChanged();
  const path = { sku: id };
  if (sku.pendingPurchased !== undefined) {
    const withdraw = async (): Promise<void> => {
      await api.DELETE("/admin/v1/licenses/{sku}/reductions/open", { params: { path } });
      await changed();
    };
    return (
      <ActButton label="Take the reduction back" action="manageSeats" onConfirm={withdraw}>
        The pool stays at {purchased} seats.
      </ActButton>
    );
  }
  const reduce = async (): Promise<void> => {
    await api.POST("/admin/v1/licenses/{sku}/reductions", { params: { path }, body: { purchased: target } });
    await changed();
    setChosen(undefined);
  };
  return (
    <ActButton
      label="Reduce seats"
      action="manageSeats"
      verb="Ask for it"
      disabledBecause={
        purchased > least
          ? undefined
          : `All ${purchased} seats are in use or part of the offer: free seats first`
      }
      onConfirm={reduce}
    >
      <div className={styles.stack}>
        <p>
          {assigned + held} seats are in use, and the offer includes {offerMinimum}: it cannot be fewer than{" "}
          {least}. The operator carries it out. It is in force at the next cycle date
          {nextCycleAt === undefined ? "" : `, ${localTime(nextCycleAt)}`}; until then no seat beyond it is
          assigned.
        </p>
        <SeatsField
          label="Seats from then on"
          value={target}
          min={least}
          max={purchased - 1}
          onChange={setChosen}
        />
      </div>
    </ActButton>
  );
}

function ReassignSeat({ sku: { id } }: SkuProps): ReactNode {
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const changed = useLicensesChanged();
  const { look, confirmed } = useConfirm();
  const address = "/admin/v1/licenses/{sku}/reassign";
  const path = { sku: id };
  const reassign = async (): Promise<void> => {
    await api.POST(address, { params: { path, query: confirmed }, body: { from, to } });
    await changed();
  };
  const preview = (query: PreviewQuery) =>
    look(api.POST(address, { params: { path, query }, body: { from, to } }));
  const isReady = from !== "" && to !== "";
  return (
    <ActButton
      label="Reassign a seat"
      action="assignLicenses"
      verb="Reassign"
      isReady={isReady}
      onConfirm={reassign}
    >
      <div className={styles.stack}>
        <UserPicker label="From" onPick={(user) => setFrom(user.id)} />
        <UserPicker label="To" onPick={(user) => setTo(user.id)} />
        {isReady && <Impact id={["reassign", id, from, to]} preview={preview} />}
      </div>
    </ActButton>
  );
}
