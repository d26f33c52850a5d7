import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Mark } from "./marks";
import { Planned, rowsOf } from "./planned";
import { api, run } from "./store";
import type { Message } from "./types";

/** What an action would do: a plan for what brings services up, the steps of a trial for the rest. */
type Trial = Pick<Message, "plan" | "run">;
type Question = { action: string; service: string | null; replicas: number | undefined; trial: Trial | null };

const question = signal<Question | null>(null);

const titles: Record<string, string> = {
  up: "Bring up", start: "Start", stop: "Stop", restart: "Restart", scale: "Scale", recreate: "Recreate", rebuild: "Rebuild", down: "Take down",
};

/** Shows what an action would do, and runs it when the user agrees. */
export async function ask(action: string, service: string | null, replicas?: number): Promise<void> {
  const asked: Question = { action, service, replicas, trial: null };
  question.value = asked;
  const answer = await post("try", asked);
  if (question.value !== asked) return;
  const trial = answer.ok ? (await answer.json()) as Message : { plan: { problem: `refused (${answer.status})` } };
  question.value = { ...asked, trial };
}

function post(path: string, asked: Question): Promise<Response> {
  return fetch(api(path), { method: "POST", body: JSON.stringify({ action: asked.action, service: asked.service, replicas: asked.replicas }) });
}

export function ActionDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const asked = question.value;
  useEffect(() => {
    if (asked && !dialog.current!.open) dialog.current!.showModal();
    if (!asked) dialog.current!.close();
  }, [asked]);
  const confirm = async () => {
    question.value = null;
    const answer = await post("run", asked!);
    if (answer.status === 409) run.value = { command: asked!.action, steps: [], exit_code: 1, problem: "Another action is running." };
  };
  return (
    <dialog ref={dialog} aria-labelledby="question" onClose={() => { question.value = null; }}>
      {asked && (
        <>
          <h2 id="question">{titles[asked.action]} {asked.service ?? "all services"}?</h2>
          {asked.replicas !== undefined && (
            <p><label>Containers <input class="amount" type="number" min="0" max="100" value={asked.replicas}
              onChange={event => { void ask(asked.action, asked.service, Math.max(0, Math.min(100, Math.floor(Number(event.currentTarget.value))))); }} /></label></p>
          )}
          <TrialView trial={asked.trial} />
          <div class="buttons">
            <button onClick={() => { question.value = null; }}>Cancel</button>
            <button class="primary" disabled={!asked.trial || problemOf(asked.trial) !== undefined} onClick={confirm}>{titles[asked.action]}</button>
          </div>
        </>
      )}
    </dialog>
  );
}

function problemOf(trial: Trial): string | undefined {
  return trial.plan?.problem ?? trial.run?.problem;
}

function TrialView({ trial }: { trial: Trial | null }) {
  if (!trial) return <p class="muted">Trying it without doing it…</p>;
  const problem = problemOf(trial);
  if (problem !== undefined) return <pre class="problem" tabIndex={0}>{problem}</pre>;
  const planned = trial.plan?.document;
  if ((planned ? rowsOf(planned) : trial.run!.steps).length === 0) return <p class="muted">Nothing would change.</p>;
  return (
    <>
      <p class="muted">This would happen:</p>
      {planned ? <div class="planned" tabIndex={0}><Planned plan={planned} /></div>
        : <ol class="steps" tabIndex={0}>{trial.run!.steps.map(step => <li>{step.id} <span class="muted">{step.text.toLowerCase()}</span></li>)}</ol>}
    </>
  );
}

export function RunPanel() {
  const current = run.value;
  if (!current) return null;
  const done = current.exit_code !== undefined;
  const state = !done ? "starting" : current.exit_code === 0 ? "healthy" : "failed";
  return (
    <section class="run card" aria-label="Running action" aria-live="polite">
      <header><Mark state={state} /><code>{current.command}</code>
        {done && <button class="quiet" aria-label="Close" onClick={() => { run.value = null; }}>✕</button>}</header>
      {current.problem && <pre class="problem" tabIndex={0}>{current.problem}</pre>}
      {current.steps.length > 0 && (
        <ul class="steps" tabIndex={0}>{current.steps.map(step => <li><Mark state={step.status} /> {step.id} <span class="muted">{step.text.toLowerCase()}</span></li>)}</ul>
      )}
    </section>
  );
}
