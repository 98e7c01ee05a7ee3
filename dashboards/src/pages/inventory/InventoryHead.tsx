import { Link, useNavigate } from "@tanstack/react-router";
import { Button } from "../../components/Button";
import { TextBox } from "../../components/TextBox";
import { endText, readTyped } from "../../lib/timeRange";
import classes from "./Inventory.module.css";
import { type InventoryParams, NOW } from "./url";

interface InventoryHeadProps {
  readonly params: InventoryParams;
  /** How many there are, in words. */
  readonly count: string;
}

/** What is looked at: containers or images, when, and which. */
export function InventoryHead({ params: { at, q }, count }: InventoryHeadProps) {
  const navigate = useNavigate();
  const change = (changed: Partial<InventoryParams>) => {
    void navigate({ to: ".", search: (previous) => ({ ...previous, ...changed }) });
  };
  return (
    <div className={classes.head}>
      <h1>Inventory</h1>
      <nav aria-label="Inventory" className={classes.views}>
        <Link
          to="/inventory"
          search={(previous) => previous}
          activeOptions={{ exact: true, includeSearch: false }}
        >
          Containers
        </Link>
        <Link to="/inventory/images" search={(previous) => previous} activeOptions={{ includeSearch: false }}>
          Images
        </Link>
      </nav>
      <p className="soft number" role="status">
        {count}
      </p>
      <TextBox
        key={`at ${at ?? ""}`}
        label="At"
        value={at === undefined ? "" : endText(at)}
        placeholder={NOW}
        onDone={(typed) => {
          const read = typed === "" ? NOW : readTyped(typed);
          if (read === undefined) return "Such as 2026-11-22 14:30, or now-2h.";
          change({ at: read === NOW ? undefined : read });
          return undefined;
        }}
      />
      <TextBox
        key={`q ${q ?? ""}`}
        label="With"
        value={q ?? ""}
        placeholder="name, id, image, digest, host, privilege"
        onDone={(typed) => {
          change({ q: typed === "" ? undefined : typed });
          return undefined;
        }}
      />
      {at === undefined && q === undefined ? null : (
        <Button
          look="quiet"
          onPress={() => {
            change({ at: undefined, q: undefined });
          }}
        >
          All, now
        </Button>
      )}
    </div>
  );
}
