import type { ReactNode } from "react";
import classes from "./ListFooter.module.css";
import { Problem } from "./States";

interface ListFooterProps {
  /** An infinite query of TanStack's. */
  readonly list: {
    readonly hasNextPage: boolean;
    readonly isFetchNextPageError: boolean;
    readonly error: Error | null;
    readonly fetchNextPage: () => Promise<unknown>;
  };
  /** What stands at the end of the list. */
  readonly end: ReactNode;
}

/** The end of a list that grows: that more is coming, why it does not, or that this is all. */
export function ListFooter({ list, end }: ListFooterProps) {
  if (list.isFetchNextPageError && list.error !== null) {
    return (
      <div className={classes.footer}>
        <Problem error={list.error} onRetry={() => void list.fetchNextPage()} />
      </div>
    );
  }
  return <div className={classes.footer}>{list.hasNextPage ? "Loading more…" : end}</div>;
}
