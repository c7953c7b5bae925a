import { listLostGuards } from "../../access/instances.js";
import { countOpenHolds, type HoldCount } from "../../crm/kept/holds.js";
import { countAllRecords } from "../../crm/records/record-reports.js";
import { readBacklog } from "../../crm/sync/backlog.js";
import type { Database } from "../../db/connect.js";
import { SECOND } from "../../db/duration.js";
import { countAllSeats } from "../../licensing/seat-list.js";
import type { GaugeSet, Reading } from "../../observability/metrics.js";

/** The maximum number of series per gauge; the rest is added up under the label `other`. */
const MAX_SERIES = 300;

/** Reads the gauges of the whole service from the database; all processes report the same. */
export function databaseGauges({ read }: Database, now: () => number): readonly GaugeSet[] {
  return [
    backlogGauges(read, now),
    recordGauges(read),
    seatGauges(read),
    guardGauges(read),
    holdGauges(read),
  ];
}

function guardGauges(read: Database["read"]): GaugeSet {
  const name = "usher_guards_missing";
  return {
    gauges: [{ name, help: "Instances whose guard is deleted.", labels: ["tenant", "instance"] }],
    async read() {
      const lost = await listLostGuards(read);
      return bounded(
        lost.map(({ tenant, instance }) => ({ name, labels: { tenant, instance }, value: 1 })),
        ["tenant", "instance"],
      );
    },
  };
}

function holdGauges(read: Database["read"]): GaugeSet {
  const labels = ["tenant", "connection"];
  const [open, people] = ["usher_holds_open", "usher_holds_people"] as const;
  return {
    gauges: [
      { name: open, help: "Holds of changes that wait for a decision.", labels },
      { name: people, help: "People whose access such holds keep.", labels },
    ],
    async read() {
      const counts = await countOpenHolds(read);
      const readings = (name: string, valueOf: (count: HoldCount) => number): Reading[] =>
        counts.map((count) => {
          const { tenant, connection } = count;
          return { name, labels: { tenant, connection }, value: valueOf(count) };
        });
      return [
        ...bounded(
          readings(open, ({ holds }) => holds),
          labels,
        ),
        ...bounded(
          readings(people, (count) => count.people),
          labels,
        ),
      ];
    },
  };
}

function backlogGauges(read: Database["read"], now: () => number): GaugeSet {
  return {
    gauges: [
      { name: "usher_sync_tasks_waiting", help: "Records that wait to be synchronized." },
      {
        name: "usher_sync_tasks_parked",
        help: "Records whose synchronization is parked until it is retried.",
      },
      { name: "usher_sync_lag_seconds", help: "How long the oldest waiting record has waited." },
    ],
    async read() {
      const { waiting, parked, oldest } = await readBacklog(read);
      const lag = oldest === undefined ? 0 : Math.max(0, now() - oldest) / SECOND;
      return [
        { name: "usher_sync_tasks_waiting", value: waiting },
        { name: "usher_sync_tasks_parked", value: parked },
        { name: "usher_sync_lag_seconds", value: lag },
      ];
    },
  };
}

function recordGauges(read: Database["read"]): GaugeSet {
  const name = "usher_records";
  return {
    gauges: [{ name, help: "Records of people in the instances.", labels: ["tenant", "instance", "state"] }],
    async read() {
      const counts = await countAllRecords(read);
      return bounded(
        counts.map(({ records, ...labels }) => ({ name, labels, value: records })),
        ["tenant", "instance"],
      );
    },
  };
}

function seatGauges(read: Database["read"]): GaugeSet {
  const name = "usher_seats";
  return {
    gauges: [{ name, help: "Seats of the SKUs.", labels: ["tenant", "sku", "state"] }],
    async read() {
      const counts = await countAllSeats(read);
      return bounded(
        counts.flatMap(({ tenant, partNumber: sku, purchased, assigned, held }) =>
          Object.entries({ assigned, held, free: purchased - assigned - held }).map(([state, value]) => ({
            name,
            labels: { tenant, sku, state },
            value,
          })),
        ),
        ["tenant", "sku"],
      );
    },
  };
}

/** Adds up the series beyond the limit under the label `other`. */
function bounded(readings: readonly Reading[], names: readonly string[]): Reading[] {
  const sums = new Map<string, Reading>();
  for (const [index, reading] of readings.entries()) {
    const labels =
      index < MAX_SERIES
        ? reading.labels
        : { ...reading.labels, ...Object.fromEntries(names.map((label) => [label, "other"])) };
    const key = JSON.stringify([reading.name, labels]);
    sums.set(key, { ...reading, labels, value: reading.value + (sums.get(key)?.value ?? 0) });
  }
  return [...sums.values()];
}
