import { age, seconds } from "./format";
import { api, now, state, timeline } from "./store";
import type { Bar, Timeline, TimelineRow } from "./types";

/** When the steps of the last `up` ran, and the chain of steps that its length comes from. */
export function TimelineView() {
  const shown = timeline.value;
  if (!shown) return <><div class="bar"><h1>Timeline</h1></div><p class="empty">No <code>up</code> of this project was recorded yet.</p></>;
  return (
    <>
      <div class="bar">
        <h1>Timeline</h1>
        <p class="muted"><code>{shown.command}</code> took {seconds(shown.milliseconds)}{shown.succeeded ? "" : " and failed"}, {age(shown.started_at, now.value)} ago</p>
        <div class="end"><a class="button" href={api("timeline")} download={`${state.value?.project}-timeline.svg`}>SVG</a></div>
      </div>
      <Legend rows={shown.rows} />
      <div class="card bars" role="region" tabIndex={0} aria-label="Bars of the steps">
        <Axis length={shown.milliseconds} />
        <ol>{shown.rows.map(row => <Row key={`${row.kind} ${row.name}`} row={row} shown={shown} />)}</ol>
      </div>
      <Chain shown={shown} />
    </>
  );
}

function Legend({ rows }: { rows: TimelineRow[] }) {
  const phases = [...new Set(rows.flatMap(row => row.bars.map(bar => bar.phase)))];
  return <ul class="legend">{phases.map(phase => <li><i class={`phase ${phase}`} />{phase}</li>)}<li><i class="phase critical" />critical chain</li></ul>;
}

function Axis({ length }: { length: number }) {
  const step = tick(length);
  const times = Array.from({ length: Math.floor(length / step) + 1 }, (_, at) => at * step);
  return <div class="axis" aria-hidden="true"><div>{times.map(time => <span style={{ left: `${(time / length) * 100}%` }}>{seconds(time)}</span>)}</div></div>;
}

function Row({ row, shown }: { row: TimelineRow; shown: Timeline }) {
  return (
    <li data-row={row.name}>
      <span class="label" title={`${row.kind} ${row.name}`}>{short(row.name)}</span>
      <span class="track">{row.bars.map(bar => <OneBar key={bar.id} bar={bar} shown={shown} />)}</span>
    </li>
  );
}

function OneBar({ bar, shown }: { bar: Bar; shown: Timeline }) {
  const isCritical = shown.critical.includes(bar.id);
  const label = `${bar.phase}: ${seconds(bar.end - bar.start)}, ${bar.outcome}${isCritical ? ", critical" : ""}`;
  return (
    <span class={`phase ${bar.outcome === "failed" ? "failed" : bar.phase}${isCritical ? " critical" : ""}`} role="img" title={label} aria-label={label} data-bar={bar.id}
      style={{ left: `${(bar.start / shown.milliseconds) * 100}%`, width: `${((bar.end - bar.start) / shown.milliseconds) * 100}%` }} />
  );
}

function Chain({ shown }: { shown: Timeline }) {
  const bars = new Map(shown.rows.flatMap(row => row.bars.map(bar => [bar.id, { row, bar }] as const)));
  const chain = shown.critical.map(id => bars.get(id)).filter(one => one !== undefined);
  if (chain.length === 0) return null;
  return (
    <section class="chain" aria-label="Critical chain">
      <h2>Critical chain</h2>
      <p class="muted">These steps waited for each other; the run would be shorter if one of them were.</p>
      <ol class="card">{chain.map(({ row, bar }) => (
        <li><i class={`phase ${bar.phase}`} /> {bar.phase} <strong>{short(row.name)}</strong> <span class="muted">{seconds(bar.end - bar.start)}, from {seconds(bar.start)}</span></li>
      ))}</ol>
    </section>
  );
}

/** Names of containers, networks and volumes begin with the project's, which the page shows already. */
function short(name: string): string {
  const project = state.value?.project ?? "";
  return name.startsWith(project) && /^[-_]./.test(name.slice(project.length)) ? name.slice(project.length + 1) : name;
}

/** 1, 2 or 5 times a power of ten, so that there are about five. */
function tick(length: number): number {
  const rough = Math.max(1, length / 5);
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = rough / power;
  return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
}
