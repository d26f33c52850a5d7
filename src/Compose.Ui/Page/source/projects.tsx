import { signal } from "@preact/signals";
import { state } from "./store";

type Project = { name: string; status: string };

const list = signal<Project[] | null>(null);

/** The name of the project, and the other projects of the engine to choose from. */
export function ProjectChoice() {
  const name = state.value?.project ?? "ncompose";
  const load = async () => {
    list.value = null;
    const answer = await fetch("/api/projects").catch(() => null);
    list.value = answer?.ok ? ((await answer.json()) as Project[]) : [];
  };
  return (
    <details class="menu projects" onToggle={event => { if (event.currentTarget.open) void load(); }}>
      <summary class="project" aria-label={`Project ${name}, choose another`}>{name}<span aria-hidden="true"> ▾</span></summary>
      <div>
        {list.value === null && <p class="muted">Asking the engine…</p>}
        {list.value?.length === 0 && <p class="muted">The engine has no projects.</p>}
        {list.value?.map(project => (
          <a href={`?project=${encodeURIComponent(project.name)}${location.hash}`} aria-current={project.name === name ? "true" : undefined}>
            {project.name} <span class="muted">{project.status}</span></a>
        ))}
      </div>
    </details>
  );
}
