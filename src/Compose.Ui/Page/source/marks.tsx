/** States have a shape beside the colour. */
export function tone(state: string): "good" | "busy" | "bad" | "idle" {
  switch (state) {
    case "healthy":
    case "running":
    case "Done":
      return "good";
    case "unhealthy":
    case "failed":
    case "Error":
      return "bad";
    case "stopped":
    case "absent":
    case "paused":
      return "idle";
    default:
      return "busy";
  }
}

export const words: Record<string, string> = { absent: "not created", failed: "exited" };

export function Mark({ state }: { state: string }) {
  return <svg class={`mark ${tone(state)}`} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">{shape(state)}</svg>;
}

export function shape(state: string) {
  if (state === "absent") return <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2 2" />;
  if (state === "paused") return <path d="M2.5 1.5h2.5v9H2.5zM7 1.5h2.5v9H7z" fill="currentColor" />;
  switch (tone(state)) {
    case "good":
      return <circle cx="6" cy="6" r="5" fill="currentColor" />;
    case "bad":
      return <path d="M6 .8 11.6 11H.4z" fill="currentColor" />;
    case "idle":
      return <rect x="1.5" y="1.5" width="9" height="9" rx="1.5" fill="currentColor" />;
    default:
      return <><circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" stroke-width="1.6" /><path d="M6 1.8a4.2 4.2 0 0 1 0 8.4z" fill="currentColor" /></>;
  }
}

/** As wide as it will be only after a minute; until then few values are drawn wider. */
const leastValues = 15;

export function Spark({ values, label }: { values: number[]; label: string }) {
  if (values.length < 2) return <svg class="spark" viewBox="0 0 60 18" aria-hidden="true" />;
  const most = Math.max(...values) * 1.15 || 1;
  const step = 60 / (Math.max(values.length, leastValues) - 1);
  const start = 60 - (values.length - 1) * step;
  const points = values.map((value, at) => `${(start + at * step).toFixed(1)},${(17 - (value / most) * 15).toFixed(1)}`).join(" ");
  return (
    <svg class="spark" viewBox="0 0 60 18" role="img" aria-label={label}>
      <polygon points={`${start.toFixed(1)},18 ${points} 60,18`} />
      <polyline points={points} />
    </svg>
  );
}
