import { signal } from "@preact/signals";
import type { Finding, Graph, Message, Plan, Run, State, Timeline, Usage } from "./types";

export type Connection = "connecting" | "live" | "lost" | "locked";

const samples = 60;
const tokenShape = /^[0-9a-f]{64}$/;

export const views = ["services", "logs", "graph", "plan", "timeline"] as const;
export type View = (typeof views)[number];

export const connection = signal<Connection>("connecting");
export const state = signal<State | null>(null);
export const graph = signal<Graph | null>(null);
export const plan = signal<{ document?: Plan; problem?: string } | null>(null);
export const drift = signal<{ document?: { findings: Finding[] }; problem?: string } | null>(null);
export const timeline = signal<Timeline | null>(null);
export const run = signal<Run | null>(null);
export const usage = signal<ReadonlyMap<string, Usage[]>>(new Map());
export const view = signal<View>("services");
export const now = signal(Date.now());

let stream: EventSource | null = null;
let retry = 0;

/** The project that this page shows; none is that of the command line. */
const project = new URLSearchParams(location.search).get("project");

/** An address of the server, for the project of this page. */
export function api(path: string): string {
  return project ? `/api/${path}${path.includes("?") ? "&" : "?"}project=${encodeURIComponent(project)}` : `/api/${path}`;
}

/** The token of the address opens the session and leaves the address at once. */
export async function begin(): Promise<void> {
  const token = location.hash.slice(1);
  if (tokenShape.test(token)) {
    history.replaceState(null, "", `${location.search}#services`);
    const answer = await fetch("/api/session", { method: "POST", body: JSON.stringify({ token }) });
    if (!answer.ok) {
      connection.value = "locked";
      return;
    }
  }

  route();
  addEventListener("hashchange", route);
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  setInterval(() => { if (!document.hidden) now.value = Date.now(); }, 1000);
  open();
}

export function show(next: View): void {
  location.hash = next;
}

function route(): void {
  const name = location.hash.slice(1) as View;
  if (views.includes(name)) view.value = name;
}

function close(): void {
  stream?.close();
  stream = null;
  clearTimeout(retry);
}

function open(): void {
  close();
  const opened = new EventSource(api("events"));
  stream = opened;
  opened.onopen = () => { connection.value = "live"; };
  opened.onmessage = event => take(JSON.parse(event.data as string) as Message);
  opened.onerror = () => {
    connection.value = "lost";
    if (opened.readyState === EventSource.CLOSED) void again();
  };
}

/** The browser gives up after an answer that is no stream. */
async function again(): Promise<void> {
  close();
  const answer = await fetch(api("excerpt")).catch(() => null);
  if (answer?.status === 401) connection.value = "locked";
  else retry = setTimeout(open, 1500);
}

function take(message: Message): void {
  if (message.state) {
    state.value = message.state;
    document.title = `${message.state.project} · ncompose`;
  }

  if (message.graph) graph.value = message.graph;
  if (message.plan) plan.value = message.plan;
  if (message.drift) drift.value = message.drift;
  if (message.timeline) timeline.value = message.timeline;
  if (message.run) run.value = message.run;
  if (message.usage) {
    const before = usage.value;
    usage.value = new Map(message.usage.map(now => [now.container, [...(before.get(now.container) ?? []), now].slice(-samples)]));
  }
}
