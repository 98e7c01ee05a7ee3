import { useState } from "react";
import { Dialog, DialogTrigger, Popover } from "react-aria-components";
import { Button } from "../../components/Button";
import { HelpIcon } from "../../components/icons";
import popover from "../../components/popover.module.css";
import classes from "./SyntaxHelp.module.css";

const EXAMPLES: readonly { query: string; means: string }[] = [
  { query: "payment refused", means: "both words in the message, in any order" },
  { query: '"payment refused"', means: "the words side by side" },
  { query: "service.name:orders AND log.level:ERROR", means: "two fields at once; also OR and NOT" },
  { query: "log.level:(ERROR OR FATAL)", means: "one of several values" },
  { query: "http.response.status_code:[500 TO 599]", means: "a range, both ends included" },
  { query: "event.duration:>1000000000", means: "more than a number (nanoseconds)" },
  { query: "url.path:\\/api\\/orders*", means: "a beginning; slashes are escaped" },
  { query: "NOT _exists_:trace.id", means: "lines without a field" },
];

interface SyntaxHelpProps {
  readonly onExample: (query: string) => void;
}

/** How a query is written, by examples that can be tried at once. */
export function SyntaxHelp({ onExample }: SyntaxHelpProps) {
  const [open, setOpen] = useState(false);
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <Button square aria-label="How to write a query">
        <HelpIcon />
      </Button>
      <Popover className={popover.popover ?? ""} placement="bottom end">
        <Dialog className={classes.dialog ?? ""} aria-label="How to write a query">
          <h2>How to write a query</h2>
          <p className="soft">
            Lucene’s syntax over the fields of the Elastic Common Schema. Choose an example to try it.
          </p>
          <ul className={classes.examples}>
            {EXAMPLES.map(({ query, means }) => (
              <li key={query}>
                <button
                  type="button"
                  onClick={() => {
                    setOpen(false);
                    onExample(query);
                  }}
                >
                  <code>{query}</code>
                  <span className="soft">{means}</span>
                </button>
              </li>
            ))}
          </ul>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
