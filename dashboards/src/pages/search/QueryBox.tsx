import { type SyntheticEvent, useEffect, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { CloseIcon, SearchIcon } from "../../components/icons";
import classes from "./QueryBox.module.css";
import { SyntaxHelp } from "./SyntaxHelp";

interface QueryBoxProps {
  readonly query: string;
  readonly onSearch: (query: string) => void;
}

const MAX_QUERY = 4096;

/** Where the query is typed. Enter searches; the slash key comes here from anywhere on the page. */
export function QueryBox({ query, onSearch }: QueryBoxProps) {
  const [text, setText] = useState(query);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement && event.target.closest("input, textarea, select") !== null;
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.select();
    };
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("keydown", onKey);
    };
  }, []);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onSearch(text.trim());
  };
  return (
    <form className={classes.form} role="search" onSubmit={submit}>
      <div className={classes.box}>
        <span className={classes.glass}>
          <SearchIcon />
        </span>
        <input
          ref={input}
          className={classes.input}
          type="text"
          name="q"
          aria-label="Query"
          placeholder="Words, or fields: service.name:orders AND log.level:ERROR"
          value={text}
          maxLength={MAX_QUERY}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => {
            setText(event.target.value);
          }}
        />
        {text === "" ? (
          <kbd className={classes.hint}>/</kbd>
        ) : (
          <button
            type="button"
            className={classes.clear}
            aria-label="Clear the query"
            onClick={() => {
              setText("");
              input.current?.focus();
            }}
          >
            <CloseIcon size={14} />
          </button>
        )}
      </div>
      <SyntaxHelp
        onExample={(example) => {
          onSearch(example);
        }}
      />
      <Button type="submit" look="primary">
        Search
      </Button>
    </form>
  );
}
