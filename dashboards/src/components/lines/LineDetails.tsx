import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Field, fieldsOf, textOf } from "../../api/ecs";
import type { EcsDocument } from "../../api/schemas";
import { compact } from "../../lib/format";
import { clause } from "../../lib/lucene";
import { around } from "../../lib/timeRange";
import { searchFor } from "../../pages/search/url";
import { Button } from "../Button";
import { CopyButton } from "../CopyButton";
import { FlowIcon, MinusIcon, PlusIcon, SearchIcon } from "../icons";
import { Visible } from "../Visible";
import classes from "./lines.module.css";

export type OnFilter = (field: string, value: string, wanted: boolean) => void;

interface LineDetailsProps {
  readonly line: EcsDocument;
  readonly withFlow: boolean;
  readonly onFilter: OnFilter | undefined;
}

/** A trace is searched for this far around the line. */
const TRACE_MARGIN_MS = 15 * 60_000;

/** Everything that is known of a line. */
export function LineDetails({ line, withFlow, onFilter }: LineDetailsProps) {
  const flow = withFlow ? textOf(line, Field.flow) : undefined;
  const trace = textOf(line, Field.trace);
  const time = textOf(line, Field.time) ?? "";
  return (
    <div className={classes.details}>
      <Message text={textOf(line, Field.message) ?? ""} />
      <div className={classes.actions}>
        {flow === undefined ? null : (
          <Link to="/flows/$flowId" params={{ flowId: flow }} search={{ event: textOf(line, Field.id) }}>
            <FlowIcon size={14} /> Open its flow
          </Link>
        )}
        {trace === undefined ? null : (
          <Link to="/search" search={searchFor(clause(Field.trace, trace), around([time], TRACE_MARGIN_MS))}>
            <SearchIcon size={14} /> All lines of its trace
          </Link>
        )}
        <CopyButton text={JSON.stringify(line, undefined, 2)} what="the line as JSON" />
      </div>
      <table className={classes.fields}>
        <tbody>
          {fieldsOf(line)
            .filter((field) => field.name !== Field.message)
            .map((field) => (
              <FieldRow key={field.name} {...field} onFilter={onFilter} />
            ))}
        </tbody>
      </table>
    </div>
  );
}

const SHOWN_AT_FIRST = 8_000;

function Message({ text }: { readonly text: string }) {
  const [whole, setWhole] = useState(false);
  const cut = !whole && text.length > SHOWN_AT_FIRST;
  return (
    <>
      <div className={classes.messageHead}>
        <h3>Message</h3>
        <CopyButton text={text} what="message" />
      </div>
      <pre className={classes.wholeMessage}>
        <Visible text={cut ? text.slice(0, SHOWN_AT_FIRST) : text} />
      </pre>
      {cut ? (
        <Button
          onPress={() => {
            setWhole(true);
          }}
        >
          Show the remaining {compact(text.length - SHOWN_AT_FIRST)} characters
        </Button>
      ) : null}
    </>
  );
}

interface FieldRowProps {
  readonly name: string;
  readonly value: string;
  readonly onFilter: OnFilter | undefined;
}

function FieldRow({ name, value, onFilter }: FieldRowProps) {
  return (
    <tr>
      <th scope="row">
        <Visible text={name} />
      </th>
      <td className={classes.fieldActions}>
        {onFilter === undefined ? null : (
          <>
            <Button
              look="quiet"
              square
              aria-label={`Only lines with this ${name}`}
              onPress={() => {
                onFilter(name, value, true);
              }}
            >
              <PlusIcon size={12} />
            </Button>
            <Button
              look="quiet"
              square
              aria-label={`Only lines without this ${name}`}
              onPress={() => {
                onFilter(name, value, false);
              }}
            >
              <MinusIcon size={12} />
            </Button>
          </>
        )}
        <CopyButton text={value} what={name} />
      </td>
      <td className={classes.value}>
        <Visible text={value} />
      </td>
    </tr>
  );
}
