import { signal } from "@preact/signals";
import { plain } from "./ansi";
import { api } from "./store";

export type Level = "error" | "warn" | "info";

export type Line = { time: string; service: string; container: string; isError: boolean; text: string; plain: string; level: Level };

type Batch = { next: number; missed: number; lines: [string, string, string, number, string][] };

const most = 110_000;
const spare = 10_000;
const errors = /\b(?:error|err|fatal|panic|critical|crit|exception|traceback|severe)\b/i;
const warnings = /\b(?:warn|warning)\b/i;

/** The lines in the order of the engine's times, and the rows of those that the filters let through. */
export const lines: Line[] = [];
export let rows: number[] = [];
export let hits = 0;
export let hitRows: number[] = [];

export const changed = signal(0);
export const missed = signal(0);
export const search = signal("");
export const isExpression = signal(false);
export const onlyHits = signal(false);
export const hidden = signal<ReadonlySet<string>>(new Set());
export const least = signal<Level>("info");

let stream: EventSource | null = null;
let next: number | null = null;

export function open(): void {
  close();
  stream = new EventSource(api(next === null ? "logs" : `logs?from=${next}`));
  stream.onmessage = event => take(JSON.parse(event.data as string) as Batch);
}

export function close(): void {
  stream?.close();
  stream = null;
}

/** The expression that hits are found with; null while nothing is searched or it cannot be read. */
export function pattern(): RegExp | null {
  if (!search.value) return null;
  try {
    return new RegExp(isExpression.value ? search.value : search.value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "gi");
  } catch {
    return null;
  }
}

export function refilter(): void {
  rows = [];
  hitRows = [];
  hits = 0;
  add(0);
  changed.value++;
}

export function clear(): void {
  lines.length = 0;
  refilter();
}

function take(batch: Batch): void {
  // The server was restarted: its lines come from the first.
  if (next !== null && batch.next - batch.lines.length > next && batch.missed === 0) lines.length = 0;
  next = batch.next;
  missed.value += batch.missed;
  const first = lines.length;
  let moved = false;
  for (const [time, service, container, isError, text] of batch.lines) {
    const clean = plain(text);
    const head = clean.slice(0, 120);
    const level: Level = errors.test(head) ? "error" : warnings.test(head) ? "warn" : "info";
    moved = insert({ time, service, container, isError: isError === 1, text, plain: clean, level }) || moved;
  }

  if (lines.length > most) {
    lines.splice(0, lines.length - most + spare);
    moved = true;
  }

  if (moved) refilter();
  else {
    add(first);
    changed.value++;
  }
}

/** True when it does not belong to the end. */
function insert(line: Line): boolean {
  let at = lines.length;
  while (at > 0 && line.time && lines[at - 1]!.time > line.time) at--;
  if (at === lines.length) {
    lines.push(line);
    return false;
  }

  lines.splice(at, 0, line);
  return true;
}

function add(from: number): void {
  const hit = pattern();
  for (let at = from; at < lines.length; at++) {
    const line = lines[at]!;
    if (hidden.value.has(line.service) || !isShown(line.level)) continue;
    const found = hit ? line.plain.match(hit)?.length ?? 0 : 0;
    if (hit && onlyHits.value && found === 0) continue;
    if (found > 0) {
      hits += found;
      hitRows.push(rows.length);
    }

    rows.push(at);
  }
}

function isShown(level: Level): boolean {
  return least.value === "info" || level === "error" || (least.value === "warn" && level === "warn");
}
