import { type ReactNode, useEffect, useState } from "react";
import type { ApiProblem } from "../api/problem";
import styles from "./data-table.module.css";
import { DataTableFooter, type Paging } from "./data-table-footer";
import type { Exported } from "./export-button";
import { ProblemBar } from "./problem-bar";
import { SelectAllBar, type Selection, SelectPage, SelectRow } from "./selection";
import { useRowKeys } from "./use-row-keys";

/** A column of a table. The first one names the row; on a small screen it is the title of the card. */
export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  readonly isSortable?: boolean;
  /** A width in CSS, `12rem`; without, the content decides. */
  readonly width?: string;
  readonly align?: "end";
}

/** By which column a list is sorted. */
export interface Sort {
  readonly by: string;
  readonly isDescending: boolean;
}

/** What a table takes. */
export interface DataTableProps<Row> {
  /** What the rows are, for who listens: "Users". */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** Undefined until the first page has come. */
  readonly rows: readonly Row[] | undefined;
  readonly rowId: (row: Row) => string;
  /** What a row is called in "Select …". */
  readonly rowName?: (row: Row) => string;
  /** Whether other rows are on their way; the old ones are dimmed meanwhile. */
  readonly isStale?: boolean;
  readonly problem?: ApiProblem | undefined;
  readonly onRetry?: () => void;
  readonly selection?: Selection | undefined;
  readonly sort?: Sort | undefined;
  readonly onSort?: (sort: Sort) => void;
  /** Called with Enter on a row; the name of the row is a link to the same place. */
  readonly onOpen?: (row: Row) => void;
  /** What stands there when there are no rows. */
  readonly empty: ReactNode;
  readonly paging?: Paging;
  /** The list as the API has it, for the button that saves it as comma-separated values. */
  readonly exported?: Exported;
}

/** A list as a table; below 768 px each row is a card. Sorting, filtering and paging are the server's. */
export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const {
    label,
    columns,
    rows,
    rowId,
    isStale = false,
    problem,
    onRetry,
    selection,
    empty,
    paging,
    exported,
  } = props;
  const onKey = useRowKeys(props);
  if (problem !== undefined && rows === undefined) return <ProblemBar problem={problem} onRetry={onRetry} />;
  if (rows?.length === 0) return <>{empty}</>;
  return (
    <div className={styles.box}>
      {problem !== undefined && <ProblemBar problem={problem} onRetry={onRetry} />}
      {selection !== undefined && rows !== undefined && (
        <SelectAllBar selection={selection} ids={rows.map(rowId)} count={paging?.count} />
      )}
      <div className={styles.scroll}>
        <table className={styles.table} aria-label={label} aria-busy={rows === undefined || isStale}>
          <Head {...props} />
          {rows === undefined ? (
            <SkeletonRows columns={columns.length + (selection === undefined ? 0 : 1)} />
          ) : (
            <tbody className={isStale ? styles.stale : undefined} onKeyDown={onKey}>
              {rows.map((row, index) => (
                <BodyRow key={rowId(row)} row={row} index={index} {...props} />
              ))}
            </tbody>
          )}
        </table>
      </div>
      {paging !== undefined && rows !== undefined && (
        <DataTableFooter shown={rows.length} {...paging} exported={exported} />
      )}
    </div>
  );
}

function Head<Row>({ columns, rows, rowId, selection, sort, onSort }: DataTableProps<Row>): ReactNode {
  return (
    <thead className={styles.head}>
      <tr>
        {selection !== undefined && (
          <th scope="col" className={styles.check}>
            <SelectPage selection={selection} ids={(rows ?? []).map(rowId)} />
          </th>
        )}
        {columns.map((column) => (
          <HeadCell key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </tr>
    </thead>
  );
}

interface HeadCellProps<Row> {
  readonly column: Column<Row>;
  readonly sort: Sort | undefined;
  readonly onSort: ((sort: Sort) => void) | undefined;
}

function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>): ReactNode {
  const { id, header, isSortable = false, width, align } = column;
  const isSorted = sort?.by === id;
  const isDescending = isSorted && sort.isDescending;
  const direction = isDescending ? "descending" : "ascending";
  const style = width === undefined ? {} : { style: { width } };
  if (!isSortable || onSort === undefined) {
    return (
      <th scope="col" data-align={align} {...style}>
        {header}
      </th>
    );
  }
  return (
    <th scope="col" data-align={align} {...(isSorted && { "aria-sort": direction })} {...style}>
      <button
        type="button"
        className={styles.sort}
        onClick={() => onSort({ by: id, isDescending: isSorted && !isDescending })}
      >
        {header}
        <span aria-hidden>{isSorted ? (isDescending ? "↓" : "↑") : ""}</span>
      </button>
    </th>
  );
}

interface BodyRowProps<Row> extends DataTableProps<Row> {
  readonly row: Row;
  readonly index: number;
}

function BodyRow<Row>({ row, index, columns, rowId, rowName, selection }: BodyRowProps<Row>): ReactNode {
  const id = rowId(row);
  const isSelected = selection !== undefined && (selection.isAll || selection.ids.has(id));
  return (
    <tr tabIndex={index === 0 ? 0 : -1} data-row={id} data-selected={isSelected || undefined}>
      {selection !== undefined && (
        <td className={styles.check}>
          <SelectRow selection={selection} id={id} name={rowName?.(row) ?? id} />
        </td>
      )}
      {columns.map((column) => (
        <td key={column.id} data-label={column.header} data-align={column.align}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

/** Grey bars in the place of rows, after a moment in which most answers come. */
function SkeletonRows({ columns }: { readonly columns: number }): ReactNode {
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsShown(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return (
    <tbody aria-hidden>
      {Array.from({ length: isShown ? 8 : 0 }, (_, row) => (
        <tr key={row}>
          {Array.from({ length: columns }, (_cell, column) => (
            <td key={column}>
              <span className={styles.bone} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
