import { render } from "preact";
import { useEffect } from "preact/hooks";
import { ActionDialog, RunPanel } from "./actions";
import { GraphView } from "./graph";
import { isForPage } from "./keys";
import { Logs } from "./logs";
import { changeCount, PlanView } from "./plan";
import { ProjectChoice } from "./projects";
import { Services } from "./services";
import { ShellDialog } from "./shell";
import { begin, connection, drift, plan, show, state, view, views, type View } from "./store";
import { TimelineView } from "./timeline";

const titles: Record<View, string> = { services: "Services", logs: "Logs", graph: "Graph", plan: "Plan", timeline: "Timeline" };
const pages: Record<View, () => preact.JSX.Element> = { services: Services, logs: Logs, graph: GraphView, plan: PlanView, timeline: TimelineView };
const connections = { connecting: "connecting…", live: "live", lost: "connection lost", locked: "locked" };

function Page() {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const name = views[Number(event.key) - 1];
      if (name && isForPage(event)) show(name);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
  const Current = pages[view.value];
  return (
    <>
      <header class="top">
        <div class="title"><ProjectChoice />
          <span class={`connection ${connection.value}`} role="status"><i />{connections[connection.value]}</span></div>
        <nav aria-label="Views">{views.map(name => (
          <a href={`#${name}`} aria-current={view.value === name ? "page" : undefined}>{titles[name]}{name === "plan" && <PlanBadge />}</a>
        ))}</nav>
        <button class="quiet theme" aria-label="Switch between light and dark" onClick={switchTheme}>◐</button>
      </header>
      <main class={`view-${view.value}`}>
        {connection.value === "locked" ? <Locked /> : <>
          {state.value?.problem && !(view.value === "plan" && plan.value?.problem) && <pre class="problem card" role="alert">{state.value.problem}</pre>}
          <Current />
        </>}
      </main>
      <footer><a class="muted" href="licences.txt">Licences of this page's libraries</a></footer>
      <RunPanel />
      <ActionDialog />
      <ShellDialog />
    </>
  );
}

function PlanBadge() {
  const count = changeCount();
  const drifted = drift.value?.document?.findings.length ?? 0;
  return <>{count > 0 && <span class="badge" aria-label={`${count} changes`}>{count}</span>}
    {drifted > 0 && <span class="badge warn" aria-label={`${drifted} drifted`}>drift</span>}</>;
}

function Locked() {
  return <p class="empty">This page opens only with the address that <code>ncompose ui</code> printed: it carries the key. Start it again, or use that address.</p>;
}

function switchTheme(): void {
  const isDark = (document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  document.documentElement.dataset.theme = isDark ? "light" : "dark";
  localStorage.setItem("theme", document.documentElement.dataset.theme);
}

const theme = localStorage.getItem("theme");
if (theme) document.documentElement.dataset.theme = theme;
void begin();
render(<Page />, document.getElementById("page")!);
