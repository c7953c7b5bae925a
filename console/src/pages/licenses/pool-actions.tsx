import { type ReactNode, useState } from "react";
import { api, body } from "../../api/client";
import { ActButton } from "../../components/act-button";
import { Impact, type PreviewQuery } from "../../components/impact";
import styles from "../../components/lines.module.css";
import { UserPicker } from "../../components/user-picker";
import { type Sku, useLicensesChanged } from "./license-api";
import { SeatsField } from "./licenses-page";

/** What can be done with a pool: buy, reduce, reassign. */
export function PoolActions({ sku }: { readonly sku: Sku }): ReactNode {
  return (
    <div className={styles.actions}>
      <BuySeats sku={sku} />
      <ReduceSeats sku={sku} />
      <ReassignSeat sku={sku} />
    </div>
  );
}

function BuySeats({ sku }: { readonly sku: Sku }): ReactNode {
  const [seats, setSeats] = useState(1);
  const changed = useLicensesChanged();
  const path = { sku: sku.id };
  const buy = async (): Promise<void> => {
    await api.POST("/admin/v1/licenses/{sku}/purchase", { params: { path }, body: { seats } });
    await changed();
  };
  const preview = (query: PreviewQuery) =>
    body(api.POST("/admin/v1/licenses/{sku}/purchase", { params: { path, query }, body: { seats } }));
  return (
    <ActButton label="Buy seats" action="manageSeats" verb="Buy" isPrimary onConfirm={buy}>
      <div className={styles.stack}>
        <SeatsField label="How many more" value={seats} min={1} onChange={setSeats} />
        <Impact id={["buy", sku.id, seats]} preview={preview} />
      </div>
    </ActButton>
  );
}

function ReduceSeats({ sku }: { readonly sku: Sku }): ReactNode {
  const [purchased, setPurchased] = useState(sku.purchased - 1);
  const changed = useLicensesChanged();
  const path = { sku: sku.id };
  if (sku.pendingPurchased !== undefined) {
    const withdraw = async (): Promise<void> => {
      await api.DELETE("/admin/v1/licenses/{sku}/reductions/open", { params: { path } });
      await changed();
    };
    return (
      <ActButton label="Take the reduction back" action="manageSeats" onConfirm={withdraw}>
        The pool stays at {sku.purchased} seats.
      </ActButton>
    );
  }
  const reduce = async (): Promise<void> => {
    await api.POST("/admin/v1/licenses/{sku}/reductions", { params: { path }, body: { purchased } });
    await changed();
  };
  return (
    <ActButton label="Reduce seats" action="manageSeats" verb="Ask for it" onConfirm={reduce}>
      <div className={styles.stack}>
        <p>
          {sku.assigned + sku.held} seats are in use, and the offer includes {sku.offerMinimum}: it cannot be
          fewer. The operator carries it out, and it is in force at the next cycle date.
        </p>
        <SeatsField label="Seats from then on" value={purchased} min={0} onChange={setPurchased} />
      </div>
    </ActButton>
  );
}

function ReassignSeat({ sku }: { readonly sku: Sku }): ReactNode {
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const changed = useLicensesChanged();
  const path = { sku: sku.id };
  const reassign = async (): Promise<void> => {
    await api.POST("/admin/v1/licenses/{sku}/reassign", { params: { path }, body: { from, to } });
    await changed();
  };
  const preview = (query: PreviewQuery) =>
    body(api.POST("/admin/v1/licenses/{sku}/reassign", { params: { path, query }, body: { from, to } }));
  return (
    <ActButton label="Reassign a seat" action="assignLicenses" verb="Reassign" onConfirm={reassign}>
      <div className={styles.stack}>
        <UserPicker label="From" onPick={({ id }) => setFrom(id)} />
        <UserPicker label="To" onPick={({ id }) => setTo(id)} />
        {from !== "" && to !== "" && <Impact id={["reassign", sku.id, from, to]} preview={preview} />}
      </div>
    </ActButton>
  );
}
