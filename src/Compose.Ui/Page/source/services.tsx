import { useSignal } from "@preact/signals";
import { ask } from "./actions";
import { age, bytes, percent } from "./format";
import { Mark, Spark, words } from "./marks";
import { openShell } from "./shell";
import { now, state, usage } from "./store";
import type { Container, Service, Usage } from "./types";

export function Services() {
  const known = state.value;
  if (!known) return <p class="empty">Reading the stack…</p>;
  const running = known.services.filter(service => service.running > 0).length;
  return (
    <>
      <div class="bar">
        <h1>Services</h1>
        <p class="muted">{running} of {known.services.length} run</p>
        {!known.read_only && (
          <div class="end">
            <button class="primary" onClick={() => ask("up", null)}>Up</button>
            <button onClick={() => ask("restart", null)}>Restart</button>
            <button onClick={() => ask("stop", null)}>Stop</button>
            <button onClick={() => ask("down", null)}>Down</button>
          </div>
        )}
      </div>
      {known.services.length === 0
        ? <p class="empty">The files declare no services.</p>
        : <div class="card list" role="list">{known.services.map(service => <Row key={service.name} service={service} readOnly={known.read_only} />)}</div>}
    </>
  );
}

function Row({ service, readOnly }: { service: Service; readOnly: boolean }) {
  const open = useSignal(false);
  const id = `service-${service.name}`;
  return (
    <div class="service" role="listitem" data-service={service.name} data-state={service.state}>
      <div class="row">
        <button class="name" aria-expanded={open.value} aria-controls={id} onClick={() => { open.value = !open.value; }}>
          <Mark state={service.state} />
          <span class="grow"><strong>{service.name}</strong><small>{service.image}</small></span>
        </button>
        <div class="state"><StateText service={service} /></div>
        <div class="ports">{service.ports.map(port => port.url
          ? <a href={port.url} target="_blank" rel="noreferrer noopener">{port.text}</a>
          : <span>{port.text}</span>)}</div>
        <div class="count" title="running of wanted">{service.running}/{service.wanted}</div>
        <Figures service={service} />
        {!readOnly && <Actions service={service} />}
      </div>
      <div id={id} hidden={!open.value}>{open.value && <Details service={service} />}</div>
    </div>
  );
}

function StateText({ service }: { service: Service }) {
  const waits = service.depends_on.filter(dependency => dependency.waits);
  if (waits.length > 0) return <span>waits for {waits.map(one => `${one.service}: ${one.condition}`).join(", ")}</span>;
  const newest = service.containers[0];
  const since = newest?.finished_at ?? newest?.started_at;
  const code = service.state === "failed" ? ` (${newest?.exit_code})` : "";
  return <span>{words[service.state] ?? service.state}{code}{since && <span class="muted"> · {age(since, now.value)}</span>}</span>;
}

function Figures({ service }: { service: Service }) {
  const all = service.containers.map(container => usage.value.get(container.id)).filter((one): one is Usage[] => !!one?.length);
  const length = Math.max(0, ...all.map(one => one.length));
  const sum = (pick: (one: Usage) => number) => Array.from({ length }, (_, at) =>
    all.reduce((total, one) => total + pick(one[one.length - length + at] ?? one[0]!), 0));
  const [cpu, memory] = [sum(one => one.cpu), sum(one => one.memory)];
  if (length === 0) return <><div class="figure" /><div class="figure" /></>;
  return (
    <>
      <div class="figure"><Spark values={cpu} label="processor, last minute" /><span>{percent(cpu.at(-1)!)}</span></div>
      <div class="figure"><Spark values={memory} label="memory, last minute" /><span>{bytes(memory.at(-1)!)}</span></div>
    </>
  );
}

function Actions({ service }: { service: Service }) {
  const items = service.running > 0 ? ["restart", "stop", "scale", "recreate", "rebuild"] : ["start", "up", "scale", "recreate", "rebuild"];
  const open = service.containers.find(container => ["running", "healthy", "unhealthy", "starting"].includes(container.state));
  return (
    <details class="menu" name="actions">
      <summary aria-label={`Actions of ${service.name}`}>⋯</summary>
      <div>{items.map(action => (
        <button onClick={event => {
          event.currentTarget.closest("details")!.open = false;
          ask(action, service.name, action === "scale" ? service.wanted : undefined);
        }}>{action[0]!.toUpperCase() + action.slice(1)}</button>
      ))}
        {open && <button onClick={event => {
          event.currentTarget.closest("details")!.open = false;
          openShell(open.id, open.name);
        }}>Shell</button>}</div>
    </details>
  );
}

export function Details({ service }: { service: Service }) {
  if (service.containers.length === 0) return <p class="details muted">It has no container.</p>;
  return <div class="details">{service.containers.map(container => <ContainerFacts key={container.id} container={container} />)}</div>;
}

function ContainerFacts({ container }: { container: Container }) {
  return (
    <div class="container">
      <p><Mark state={container.state} /> <strong>{container.name}</strong> <code>{container.id.slice(0, 12)}</code>
        {container.restarts > 0 && <span class="muted"> · restarted {container.restarts} times</span>}</p>
      {container.why.length > 0 && <ul class="why">{container.why.map(line => <li>{line}</li>)}</ul>}
      {container.probe !== undefined && (
        <p class="probe"><span class="muted">last probe, exit {container.probe_exit}</span>
          <code tabIndex={0}>{container.probe || "(no output)"}</code></p>
      )}
    </div>
  );
}
