import { useSignal } from "@preact/signals";
import { api } from "./store";
import type { Change, Plan, Step } from "./types";

type Row = { subject: string; verb: string; sign: string; risk: string; reasons: string[]; changes: Change[]; steps: Step[] };

const risks: Record<string, string> = { restart: "restarts", downtime: "downtime", "data-loss": "data is lost" };

/** What a plan does, with its reasons. */
export function Planned({ plan: document }: { plan: Plan }) {
  const rows = rowsOf(document);
  const counts = Object.entries(document.summary).filter(([, count]) => count > 0);
  return (
    <>
      <ul class="summary" aria-label="Summary">
        {counts.map(([name, count]) => <li>{count} {name === "unchanged" || name.endsWith("s") ? name : `to ${name}`}</li>)}
        {risks[document.risk] && <li class="warn">{risks[document.risk]}</li>}
      </ul>
      {rows.length === 0 && <p class="card calm">Nothing to do: everything runs as declared.</p>}
      {document.questions.map(question => <p class="note">{question.text}</p>)}
      {rows.map(row => <PlanRow key={row.subject} row={row} />)}
    </>
  );
}

function PlanRow({ row }: { row: Row }) {
  return (
    <article class="card change" data-subject={row.subject}>
      <h2><span class={`sign ${row.verb}`} aria-hidden="true">{row.sign}</span>{row.verb} {row.subject}
        {risks[row.risk] && <span class="badge warn">{risks[row.risk]}</span>}</h2>
      {row.reasons.length > 0 && <p class="muted">{row.reasons.join(", ")}</p>}
      {row.changes.map(change => <ChangeLine change={change} />)}
      <details><summary>{row.steps.length} {row.steps.length === 1 ? "step" : "steps"}</summary>
        <ol class="steps">{row.steps.map(step => (
          <li>{spoken(step.operation)} <span class="muted">{step.detail}{step.undo ? " (only if it fails)" : ""}</span></li>
        ))}</ol>
      </details>
    </article>
  );
}

function ChangeLine({ change }: { change: Change }) {
  const excerpt = useSignal<{ first: number; lines: string[] } | null>(null);
  const flip = async () => {
    if (excerpt.value) {
      excerpt.value = null;
      return;
    }

    const answer = await fetch(api(`excerpt?file=${encodeURIComponent(change.file!)}&line=${change.line}`));
    if (answer.ok) excerpt.value = await answer.json() as { first: number; lines: string[] };
  };
  return (
    <div class="values">
      <p><code class="path">{change.path}</code>: {change.old !== undefined && <><del>{change.old}</del> → </>}
        {change.new !== undefined ? <><ins>{change.new}</ins>{change.old === undefined && <span class="muted"> new</span>}</> : <em>{change.removed ? "removed" : change.old === undefined ? "changed" : "none"}</em>}
        {change.file && <button class="quiet place" aria-expanded={excerpt.value !== null} onClick={flip}>{change.file}:{change.line}</button>}</p>
      {excerpt.value && (
        <pre class="excerpt" tabIndex={0}>{excerpt.value.lines.map((line, at) => {
          const number = excerpt.value!.first + at;
          return <span class={number === change.line ? "here" : ""}><i>{String(number).padStart(4)}</i> {line}{"\n"}</span>;
        })}</pre>
      )}
    </div>
  );
}

/** One row for each container, network, volume or image, in the order of the plan. */
export function rowsOf(document: Plan): Row[] {
  const groups = new Map<string, Step[]>();
  for (const step of document.steps) groups.set(step.subject, [...(groups.get(step.subject) ?? []), step]);
  return [...groups].map(([subject, steps]) => {
    const forward = steps.filter(step => !step.undo);
    const [verb, sign] = verbOf(new Set(forward.map(step => step.operation)));
    const reasons = forward.flatMap(step => step.reasons).filter(reason => reason.code !== "replaced");
    const changes = new Map(reasons.flatMap(reason => reason.changes ?? []).map(change => [change.path, change]));
    return {
      subject, verb, sign, steps, changes: [...changes.values()],
      risk: ["data-loss", "downtime", "restart"].find(risk => steps.some(step => step.risk === risk)) ?? "none",
      reasons: [...new Set(reasons.map(words))],
    };
  });
}

function words(reason: { code: string; detail?: string }): string {
  if (reason.code === "dependency") return `${reason.detail} waits for it`;
  return reason.code.replaceAll("-", " ") + (reason.detail ? `: ${reason.detail}` : "");
}

function verbOf(operations: Set<string>): [string, string] {
  const has = (prefix: string) => [...operations].some(operation => operation.startsWith(prefix));
  if (has("Create")) return has("Remove") ? ["recreate", "±"] : ["create", "+"];
  if (has("Remove")) return ["remove", "−"];
  if (has("PullImage")) return ["pull", "↓"];
  if (has("BuildImage")) return ["build", "↓"];
  if (has("StartContainer")) return has("StopContainer") ? ["restart", "▸"] : ["start", "▸"];
  if (has("Stop")) return ["stop", "■"];
  return has("Await") ? ["wait for", "·"] : ["change", "~"];
}

function spoken(operation: string): string {
  return operation.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}
