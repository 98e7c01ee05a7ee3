import { type ColumnDef, tableFeatures, useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef } from "react";
import { useWalk } from "../useWalk";
import classes from "./DataTable.module.css";

/** Sorting and filtering are the server's: it alone has all the rows. */
const features = tableFeatures({});

export type Column<T extends object> = ColumnDef<typeof features, T> & { readonly id: string };

interface DataTableProps<T extends object> {
  readonly label: string;
  readonly rows: readonly T[];
  readonly columns: Column<T>[];
  /** Class by column id: how wide it is, to which side it is set, at which widths of the page it is there. */
  readonly columnClasses: Readonly<Record<string, string | undefined>>;
  readonly idOf: (row: T) => string;
  /** Opens what the row stands for. A row's own link does the same; this makes the whole row its target. */
  readonly onOpen: (row: T) => void;
  readonly onEndInSight: () => void;
  readonly footer: ReactNode;
}

const ROW_HEIGHT = 30;
const OVERSCAN = 12;

/** A long table of which only the rows in sight are in the page. Arrow keys walk, Enter opens. */
export function DataTable<T extends object>(props: DataTableProps<T>) {
  const { onEndInSight, columnClasses } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const table = useTable(
    { features, columns: props.columns, data: props.rows, getRowId: props.idOf },
    () => null,
  );
  const rows = table.getRowModel().rows;
  const walk = useWalk(scroller, rows.length);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const endInSight = (items.at(-1)?.index ?? -1) >= rows.length - 1;
  useEffect(() => {
    if (endInSight) onEndInSight();
  }, [endInSight, onEndInSight, rows.length]);

  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- the arrow keys of the rows inside bubble here
    <div
      ref={scroller}
      className={classes.scroller}
      onKeyDown={(event) => {
        walk.onKeyDown(event, virtual);
      }}
    >
      <table className={classes.table} aria-label={props.label} aria-rowcount={rows.length + 1}>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => (
                <th key={header.id} scope="col" className={columnClasses[header.column.id]}>
                  <table.FlexRender header={header} />
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {before > 0 ? <tr aria-hidden="true" style={{ height: before }} /> : null}
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <tr
                key={row.id}
                aria-rowindex={item.index + 2}
                data-row={item.index}
                tabIndex={item.index === walk.active ? 0 : -1}
                className={classes.row}
                onClick={(event) => {
                  // A link inside does its own work, also in a new tab.
                  const inLink = event.target instanceof Element && event.target.closest("a") !== null;
                  if (!inLink) props.onOpen(row.original);
                }}
                onKeyDown={(event) => {
                  if (event.key === "Enter" && event.target === event.currentTarget)
                    props.onOpen(row.original);
                }}
              >
                {row.getAllCells().map((cell) => (
                  <td key={cell.id} className={columnClasses[cell.column.id]}>
                    <table.FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            );
          })}
          {after > 0 ? <tr aria-hidden="true" style={{ height: after }} /> : null}
        </tbody>
      </table>
      {props.footer}
    </div>
  );
}
