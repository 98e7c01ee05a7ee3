import { useEffect, useState } from "react";
import { Button } from "./Button";
import { CheckIcon, CopyIcon } from "./icons";

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, such as `trace id`. */
  readonly what: string;
}

const SHOWN_MS = 1500;

export function CopyButton({ text, what }: CopyButtonProps) {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => {
      setState("idle");
    }, SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [state]);
  const label =
    state === "copied"
      ? "Copied"
      : state === "refused"
        ? "The browser does not allow copying"
        : `Copy ${what}`;
  return (
    <Button
      look="quiet"
      square
      aria-label={label}
      onPress={() => {
        copy(text).then(
          () => {
            setState("copied");
          },
          () => {
            setState("refused");
          },
        );
      }}
    >
      {state === "copied" ? <CheckIcon size={14} /> : <CopyIcon size={14} />}
    </Button>
  );
}

/** The clipboard is there only on https and on localhost. */
async function copy(text: string): Promise<void> {
  if (!("clipboard" in navigator)) throw new Error("no clipboard");
  await navigator.clipboard.writeText(text);
}
