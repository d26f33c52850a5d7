import { signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Colored } from "./ansi";
import { clock } from "./format";
import { isForPage } from "./keys";
import * as log from "./lines";
import { state } from "./store";

const rowHeight = 20;
const beyond = 12;
const colors = 8;

const follow = signal(true);
const wrap = signal(false);
const times = signal(true);
const current = signal(0);

export function Logs() {
  const services = state.value?.services.map(service => service.name) ?? [];
  useEffect(() => {
    const visible = () => (document.hidden ? log.close() : log.open());
    visible();
    document.addEventListener("visibilitychange", visible);
    return () => {
      document.removeEventListener("visibilitychange", visible);
      log.close();
    };
  }, []);
  return (
    <div class="logs">
      <h1 class="hidden">Logs</h1>
      <Search />
      <Filters services={services} />
      {log.missed.value > 0 && <p class="note" role="status">{log.missed.value} lines came faster than this page could read them, and are not shown.</p>}
      <List services={services} />
    </div>
  );
}

function Search() {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!isForPage(event)) return;
      if (event.key === "/") {
        event.preventDefault();
        input.current!.focus();
      } else if (event.key === "f") follow.value = !follow.value;
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
  void log.changed.value;
  const isWrong = log.search.value !== "" && log.pattern() === null;
  const change = (apply: () => void) => {
    apply();
    current.value = 0;
    log.refilter();
  };
  const step = (by: number) => {
    if (log.hitRows.length === 0) return;
    follow.value = false;
    current.value = (current.value + by + log.hitRows.length) % log.hitRows.length;
  };
  return (
    <div class="bar">
      <div class="search">
        <input ref={input} type="search" placeholder="Search" aria-label="Search the logs (key /)" aria-invalid={isWrong} value={log.search.value}
          onInput={event => change(() => { log.search.value = event.currentTarget.value; })}
          onKeyDown={event => {
            if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
            if (event.key === "Escape") event.currentTarget.blur();
          }} />
        <output aria-live="polite">{isWrong ? "no valid expression" : log.search.value ? `${log.hits} ${log.hits === 1 ? "hit" : "hits"}` : ""}</output>
      </div>
      <Toggle name=".*" label="Regular expression" on={log.isExpression.value} change={on => change(() => { log.isExpression.value = on; })} />
      <Toggle name="Only hits" on={log.onlyHits.value} change={on => change(() => { log.onlyHits.value = on; })} />
      <div class="end">
        <select aria-label="Level" value={log.least.value}
          onChange={event => change(() => { log.least.value = event.currentTarget.value as log.Level; })}>
          <option value="info">All levels</option><option value="warn">Warnings</option><option value="error">Errors</option>
        </select>
        <Toggle name="Time" on={times.value} change={on => { times.value = on; }} />
        <Toggle name="Wrap" on={wrap.value} change={on => { wrap.value = on; }} />
        <Toggle name="Follow" label="Follow (key f)" on={follow.value} change={on => { follow.value = on; }} />
        <button onClick={download}>Download</button>
      </div>
    </div>
  );
}

function Toggle({ name, label, on, change }: { name: string; label?: string; on: boolean; change: (on: boolean) => void }) {
  return <button class={`toggle ${name === "Time" ? "times" : ""}`} aria-pressed={on} aria-label={label} title={label} onClick={() => change(!on)}>{name}</button>;
}

function Filters({ services }: { services: string[] }) {
  const flip = (name: string) => {
    const hidden = new Set(log.hidden.value);
    if (!hidden.delete(name)) hidden.add(name);
    log.hidden.value = hidden;
    log.refilter();
  };
  return (
    <div class="chips" role="group" aria-label="Services">{services.map((name, at) => (
      <button class={`chip c${at % colors}`} aria-pressed={!log.hidden.value.has(name)} onClick={() => flip(name)}><i />{name}</button>
    ))}</div>
  );
}

function List({ services }: { services: string[] }) {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ top: 0, height: 600, columns: 120 });
  void log.changed.value;
  const widest = Math.max(4, ...services.map(name => name.length));
  const offsets = wrap.value ? heights(place.columns - widest - (times.value ? 14 : 0)) : null;
  const total = offsets ? offsets[log.rows.length]! : log.rows.length * rowHeight;
  const topOf = (row: number) => (offsets ? offsets[row]! : row * rowHeight);

  const measure = () => {
    const element = box.current;
    if (!element) return;
    const isAtEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - rowHeight;
    if (element.scrollTop < place.top && !isAtEnd) follow.value = false;
    else if (isAtEnd && element.scrollTop > place.top) follow.value = true;
    setPlace({ top: element.scrollTop, height: element.clientHeight, columns: Math.floor((element.clientWidth - 40) / 7.25) });
  };
  useEffect(() => {
    const watch = new ResizeObserver(measure);
    watch.observe(box.current!);
    return () => watch.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (follow.value) box.current!.scrollTop = total;
  }, [total, follow.value, place.height]);
  useEffect(() => {
    const row = log.hitRows[current.value];
    if (log.search.value && row !== undefined && !follow.value) box.current!.scrollTop = Math.max(0, topOf(row) - place.height / 2);
  }, [current.value, log.search.value]);

  const first = Math.max(0, rowAt(place.top, offsets) - beyond);
  const last = Math.min(log.rows.length, rowAt(place.top + place.height, offsets) + beyond);
  const hit = log.pattern();
  const shown = Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at);
  return (
    <div ref={box} class={`lines card${wrap.value ? " wrap" : ""}`} role="log" aria-label="Lines of all services" aria-live="off" tabIndex={0} onScroll={measure}>
      {log.rows.length === 0 && <p class="empty">{log.lines.length === 0 ? "No lines yet." : "No line passes the filters."}</p>}
      <div class="all" style={{ height: `${total}px` }}>
        {shown.map(row => {
          const line = log.lines[log.rows[row]!];
          if (!line) return null;
          const color = services.indexOf(line.service) % colors;
          return (
            <div key={log.rows[row]} class={`line ${line.level}${log.hitRows[current.value] === row && hit ? " now" : ""}`} style={{ top: `${topOf(row)}px` }}>
              {times.value && <time>{clock(line.time)}</time>}
              <b class={`c${Math.max(0, color)}`} style={{ width: `${widest}ch` }}>{line.service}</b>
              <span class="text"><Colored text={line.text} hit={hit} /></span>
            </div>
          );
        })}
      </div>
      {!follow.value && <button class="jump" onClick={() => { follow.value = true; }}>↓ Follow</button>}
    </div>
  );
}

/** Where each row begins when long lines are broken: all letters are equally wide. */
function heights(columns: number): Float64Array {
  const offsets = new Float64Array(log.rows.length + 1);
  const width = Math.max(10, columns);
  for (let row = 0; row < log.rows.length; row++)
    offsets[row + 1] = offsets[row]! + rowHeight * Math.max(1, Math.ceil(log.lines[log.rows[row]!]!.plain.length / width));
  return offsets;
}

function rowAt(top: number, offsets: Float64Array | null): number {
  if (!offsets) return Math.floor(top / rowHeight);
  let [low, high] = [0, offsets.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (offsets[middle]! <= top) low = middle; else high = middle - 1;
  }

  return low;
}

function download(): void {
  const text = log.rows.map(row => log.lines[row]!).map(line => `${line.time} ${line.container} | ${line.plain}\n`);
  save(new Blob(text, { type: "text/plain" }), `${state.value?.project ?? "stack"}.log`);
}

export function save(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
