import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { images as imagesAt } from "../../api/queries";
import type { Image } from "../../api/schemas";
import { Service } from "../../components/Service";
import { Empty, Problem, Skeleton } from "../../components/States";
import { type Column, DataTable } from "../../components/table/DataTable";
import { dayAndMinute, plural, whole } from "../../lib/format";
import { visibleLine } from "../../lib/visibleText";
import { Digest, ImageName, Wrongs } from "./cells";
import classes from "./Inventory.module.css";
import { InventoryHead } from "./InventoryHead";
import { NOW } from "./url";
import { hasText, wrongsOfImage } from "./wrongs";

const route = getRouteApi("/inventory/images");

const COLUMN_CLASSES = {
  digest: classes.digestColumn,
  containers: classes.figureColumn,
  services: classes.serviceColumn,
  since: classes.sinceColumn,
  scanned: classes.sinceColumn,
  wrong: classes.wrongColumn,
};

/** The images of the containers of an instant: how many run each, when it was scanned last, and what is wrong with it. */
export function ImagesPage() {
  const params = route.useSearch();
  const { at, q } = params;
  const navigate = route.useNavigate();
  const images = useQuery(imagesAt(at ?? NOW));
  const found = useMemo(
    () => (images.data?.items ?? []).filter((image) => hasText(image, q)),
    [images.data, q],
  );
  const columns = useMemo(() => columnsOf(at), [at]);
  const all = images.data?.items.length ?? 0;
  return (
    <div className={classes.page}>
      <InventoryHead
        params={params}
        count={
          images.data === undefined
            ? " "
            : found.length === all
              ? plural(all, "image")
              : `${whole(found.length)} of ${plural(all, "image")}`
        }
      />
      {images.error === null ? null : (
        <div className={classes.problem}>
          <Problem error={images.error} onRetry={() => void images.refetch()} />
        </div>
      )}
      <div className={`${classes.list} ${images.isPlaceholderData ? classes.stale : ""}`}>
        {images.isPending ? (
          <Skeleton rows={20} rowHeight={30} />
        ) : found.length > 0 ? (
          <DataTable<Image>
            label="Images"
            rows={found}
            columns={columns}
            columnClasses={COLUMN_CLASSES}
            idOf={(image) => image.digest ?? image.image ?? ""}
            onOpen={(image) => {
              void navigate({ to: "/inventory", search: { at, q: image.digest ?? image.image } });
            }}
            onEndInSight={nothing}
            footer={
              <div className={classes.end}>
                {images.data?.complete === false
                  ? "These are the images of the first 1,000 containers, or by the latest 1,000 scans; there are more."
                  : `That is all: ${plural(found.length, "image")}.`}
              </div>
            }
          />
        ) : images.isError ? null : (
          <Empty title="No image found">
            {q === undefined
              ? "No container is known to have run then. Let a shipper ask its engine (containers.from), or look at another time."
              : `No image has “${visibleLine(q)}” in its name, digest, services or hosts. Take the text away, or look at another time.`}
          </Empty>
        )}
      </div>
    </div>
  );
}

function nothing() {
  return undefined;
}

function columnsOf(at: string | undefined): Column<Image>[] {
  return [
    {
      id: "image",
      header: "Image",
      cell: ({ row: { original: image } }) => (
        <Link to="/inventory" search={{ at, q: image.digest ?? image.image }} tabIndex={-1}>
          <ImageName reference={image.image} />
        </Link>
      ),
    },
    { id: "digest", header: "Digest", cell: ({ row }) => <Digest digest={row.original.digest} /> },
    { id: "containers", header: "Containers", cell: ({ row }) => whole(row.original.containers) },
    {
      id: "services",
      header: "Services",
      cell: ({ row: { original: image } }) => {
        const [first, ...others] = image.services;
        return (
          <span title={image.services.join(", ")}>
            {first === undefined ? <span className="soft">unknown</span> : <Service name={first} />}
            {others.length === 0 ? "" : ` +${others.length}`}
          </span>
        );
      },
    },
    {
      id: "scanned",
      header: "Last scan",
      cell: ({ row: { original: image } }) =>
        image.scanned === undefined ? (
          <span className="soft">none known</span>
        ) : (
          <time dateTime={image.scanned} title={image.scanned}>
            {dayAndMinute(image.scanned)}
          </time>
        ),
    },
    {
      id: "wrong",
      header: "Wrong with it",
      cell: ({ row }) => <Wrongs wrongs={wrongsOfImage(row.original)} />,
    },
  ];
}
