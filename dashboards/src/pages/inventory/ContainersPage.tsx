import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { containers as containersAt, images as imagesAt } from "../../api/queries";
import type { Container, Image } from "../../api/schemas";
import { Button } from "../../components/Button";
import { Service } from "../../components/Service";
import { Empty, Problem, Skeleton } from "../../components/States";
import { type Column, DataTable } from "../../components/table/DataTable";
import { Visible } from "../../components/Visible";
import { dayAndMinute, plural, whole } from "../../lib/format";
import { visibleLine } from "../../lib/visibleText";
import { Digest, ImageName, MAX_WRONGS, Wrongs } from "./cells";
import classes from "./Inventory.module.css";
import { InventoryHead } from "./InventoryHead";
import { NOW } from "./url";
import { imageOf, wrongsOf } from "./wrongs";

const route = getRouteApi("/inventory");

const AT_FIRST = 200;

/** What the server gives at most. */
const AT_MOST = 1_000;

const COLUMN_CLASSES = {
  name: classes.nameColumn,
  service: classes.serviceColumn,
  host: classes.hostColumn,
  digest: classes.digestColumn,
  since: classes.sinceColumn,
  wrong: classes.wrongColumn,
};

/** The containers of an instant: which image each ran, what it was allowed, and what is wrong with it. */
export function ContainersPage() {
  const params = route.useSearch();
  const { at, q } = params;
  const navigate = route.useNavigate();
  const [size, setSize] = useState(AT_FIRST);
  const containers = useQuery(containersAt({ at: at ?? NOW, q, size }));
  const images = useQuery(imagesAt(at ?? NOW));
  const found = containers.data?.items ?? [];
  const columns = useMemo(() => columnsOf(images.data?.items, at), [images.data, at]);
  const complete = containers.data?.complete ?? true;
  const count = `${complete ? "" : "more than "}${plural(found.length, "container")}`;
  return (
    <div className={classes.page}>
      <InventoryHead params={params} count={containers.data === undefined ? " " : count} />
      {[containers, images].map(({ error, refetch }, index) =>
        error === null ? null : (
          <div key={index} className={classes.problem}>
            <Problem error={error} onRetry={() => void refetch()} />
          </div>
        ),
      )}
      <div className={`${classes.list} ${containers.isPlaceholderData ? classes.stale : ""}`}>
        {containers.isPending ? (
          <Skeleton rows={20} rowHeight={30} />
        ) : found.length > 0 ? (
          <DataTable<Container>
            label="Containers"
            rows={found}
            columns={columns}
            columnClasses={COLUMN_CLASSES}
            idOf={(container) => container.key}
            onOpen={(container) => {
              void navigate({
                to: "/inventory/containers/$key",
                params: { key: container.key },
                search: { at },
              });
            }}
            onEndInSight={nothing}
            footer={
              <div className={classes.end}>
                {complete ? (
                  `That is all: ${plural(found.length, "container")}.`
                ) : (
                  <>
                    The first {whole(found.length)} are shown, and there are more.
                    {size < AT_MOST ? (
                      <Button
                        onPress={() => {
                          setSize(AT_MOST);
                        }}
                      >
                        Show up to {whole(AT_MOST)}
                      </Button>
                    ) : (
                      " Narrow them by a text."
                    )}
                  </>
                )}
              </div>
            }
          />
        ) : containers.isError ? null : (
          <Nothing at={at} q={q} />
        )}
      </div>
    </div>
  );
}

function nothing() {
  return undefined;
}

function Nothing({ at, q }: { readonly at: string | undefined; readonly q: string | undefined }) {
  const when = at === undefined ? "now" : `at ${at}`;
  return (
    <Empty title="No container found">
      {q === undefined
        ? `No record told of a container in the day before ${when === "now" ? "now" : (at ?? "")}. Let a shipper ask its engine (containers.from), or look at another time.`
        : `No container that runs ${when} has “${visibleLine(q)}” in what is known of it. Take the text away, or look at another time.`}
    </Empty>
  );
}

function columnsOf(images: readonly Image[] | undefined, at: string | undefined): Column<Container>[] {
  return [
    {
      id: "name",
      header: "Container",
      cell: ({ row: { original: container } }) => (
        <Link
          to="/inventory/containers/$key"
          params={{ key: container.key }}
          search={{ at }}
          className={classes.mono}
          tabIndex={-1}
        >
          <Visible text={container.name ?? container.id ?? container.key} />
        </Link>
      ),
    },
    {
      id: "service",
      header: "Service",
      cell: ({ row: { original: container } }) =>
        container.service === undefined ? (
          <span className="soft">unknown</span>
        ) : (
          <Service name={container.service} />
        ),
    },
    { id: "host", header: "Host", cell: ({ row }) => <Visible text={row.original.host} /> },
    { id: "image", header: "Image", cell: ({ row }) => <ImageName reference={row.original.image} /> },
    { id: "digest", header: "Digest", cell: ({ row }) => <Digest digest={row.original.digest} /> },
    {
      id: "since",
      header: "So since",
      cell: ({ row: { original: container } }) => (
        <time dateTime={container.since} title={container.since}>
          {dayAndMinute(container.since)}
        </time>
      ),
    },
    {
      id: "wrong",
      header: "Wrong with it",
      cell: ({ row: { original: container } }) => (
        <Wrongs
          wrongs={wrongsOf(container, images === undefined ? undefined : imageOf(container, images))}
          max={MAX_WRONGS}
        />
      ),
    },
  ];
}
