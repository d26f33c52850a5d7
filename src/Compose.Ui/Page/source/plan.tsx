import { ask } from "./actions";
import { Planned, rowsOf } from "./planned";
import { drift, plan, state } from "./store";

export function changeCount(): number {
  return plan.value?.document ? rowsOf(plan.value.document).length : 0;
}

export function PlanView() {
  const known = plan.value;
  return (
    <>
      <div class="bar">
        <h1>Plan</h1>
        <p class="muted">what <code>up</code> would do now</p>
        {known?.document && !state.value?.read_only && rowsOf(known.document).length > 0 && (
          <div class="end"><button class="primary" onClick={() => ask("up", null)}>Run it</button></div>
        )}
      </div>
      {!known ? <p class="empty">Planning…</p> : known.problem ? <pre class="problem card" tabIndex={0}>{known.problem}</pre> : <Planned plan={known.document!} />}
      <Drift />
    </>
  );
}

function Drift() {
  const known = drift.value;
  if (!known?.document || known.document.findings.length === 0) return null;
  return (
    <section aria-label="Drift">
      <h2>Drift</h2>
      <p class="muted">On the engine, but not as it was created:</p>
      <ul class="card drift">{known.document.findings.map(finding => (
        <li><strong>{finding.subject}</strong> <code class="path">{finding.path}</code>: <del>{finding.declared ?? "none"}</del> → <ins>{finding.found ?? "none"}</ins></li>
      ))}</ul>
    </section>
  );
}
