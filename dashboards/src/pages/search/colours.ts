import { useSyncExternalStore } from "react";

/** Colours of the theme as a canvas needs them: resolved, for the reader's scheme of the moment. */
export interface Colours {
  readonly errors: string;
  readonly others: string;
  readonly line: string;
  readonly text: string;
  readonly font: string;
}

const dark = window.matchMedia("(prefers-color-scheme: dark)");
let current: Colours | undefined;

export function useColours(): Colours {
  return useSyncExternalStore(subscribe, read);
}

function subscribe(changed: () => void): () => void {
  const reread = () => {
    current = undefined;
    changed();
  };
  dark.addEventListener("change", reread);
  return () => {
    dark.removeEventListener("change", reread);
  };
}

function read(): Colours {
  current ??= {
    errors: resolved("--error-fill"),
    others: resolved("--quiet-fill"),
    line: resolved("--line"),
    text: resolved("--text-soft"),
    font: getComputedStyle(document.body).fontFamily,
  };
  return current;
}

/** light-dark() is resolved only where a property uses it: a throwaway element does. */
function resolved(name: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}
