import type { Severity as SeverityName } from "../../api/schemas";
import { Chip, type Tone } from "../../components/Chip";

const TONES: Record<SeverityName, Tone> = { low: "neutral", medium: "info", high: "warn", critical: "error" };

export function Severity({ severity }: { readonly severity: SeverityName }) {
  return <Chip tone={TONES[severity]}>{severity}</Chip>;
}
