import { signal } from "@preact/signals";
import { age } from "./format";
import { save } from "./logs";
import { shape, tone, words } from "./marks";
import { Details } from "./services";
import { api, graph, now, state } from "./store";
import type { GraphEdge, GraphNode, Service } from "./types";

const chosen = signal<string | null>(null);
const withFacts = signal(false);

export function GraphView() {
  const drawn = graph.value;
  const services = new Map((state.value?.services ?? []).map(service => [service.name, service]));
  if (!drawn) return <p class="empty">The files have no graph yet.</p>;
  const name = chosen.value && drawn.nodes.some(node => node.name === chosen.value) ? chosen.value : null;
  return (
    <>
      <div class="bar">
        <h1>Graph</h1>
        <button class="toggle" aria-pressed={withFacts.value} onClick={() => { withFacts.value = !withFacts.value; }}>Ports, networks, volumes</button>
        <div class="end">
          <a class="button" href={api("graph?format=svg")} download={`${state.value?.project}.svg`}>SVG</a>
          <button onClick={() => void png(drawn.width, drawn.height)}>PNG</button>
          <a class="button" href={api("graph?format=mermaid")} download={`${state.value?.project}.mmd`}>Mermaid</a>
          <a class="button" href={api("graph?format=dot")} download={`${state.value?.project}.dot`}>DOT</a>
        </div>
      </div>
      <Waiting services={[...services.values()]} />
      <div class="card graph" role="region" tabIndex={0} aria-label="Picture of the graph">
        <svg viewBox={`0 0 ${drawn.width} ${drawn.height + (withFacts.value ? 14 : 0)}`} width={drawn.width}>
          <defs>{["good", "plain"].map(kind => (
            <marker id={`tip-${kind}`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class={kind} d="M0 0L8 4L0 8z" /></marker>
          ))}</defs>
          {drawn.edges.map(edge => <Edge key={`${edge.from} ${edge.to}`} edge={edge} service={services.get(edge.from)} />)}
          {drawn.nodes.map(node => <Node key={node.name} node={node} service={services.get(node.name)} />)}
        </svg>
      </div>
      {name && <Chosen node={drawn.nodes.find(node => node.name === name)!} service={services.get(name)} />}
    </>
  );
}

/** Who waits, for whom, since when, and what the probe says. */
function Waiting({ services }: { services: Service[] }) {
  const waits = services.flatMap(service => service.depends_on.filter(one => one.waits).map(one => ({ service, one })));
  if (waits.length === 0) return null;
  return (
    <ul class="waits card" aria-live="polite">{waits.map(({ service, one }) => {
      const target = services.find(other => other.name === one.service)?.containers.find(container => container.started_at);
      return (
        <li><strong>{service.name}</strong> waits for <strong>{one.service}</strong>: {one.condition}
          {target?.started_at && <span class="muted">, {age(target.started_at, now.value)} so far</span>}
          {target?.why.length ? <ul>{target.why.map(line => <li>{line}</li>)}</ul> : null}
        </li>
      );
    })}</ul>
  );
}

function Edge({ edge, service }: { edge: GraphEdge; service: Service | undefined }) {
  const isMet = service?.depends_on.find(one => one.service === edge.to)?.met ?? false;
  return (
    <g class={`edge${isMet ? " met" : ""}${edge.required ? "" : " optional"}`} data-edge={`${edge.from}-${edge.to}`} data-met={isMet}>
      <path d={edge.path} marker-end={`url(#tip-${isMet ? "good" : "plain"})`} />
      <text x={edge.label_x} y={edge.label_y + 4}>{edge.condition}{isMet ? "\u2009✓" : ""}</text>
    </g>
  );
}

function Node({ node, service }: { node: GraphNode; service: Service | undefined }) {
  const now = service?.state ?? "absent";
  const flip = () => { chosen.value = chosen.value === node.name ? null : node.name; };
  const letters = Math.floor((node.width - 32) / 6);
  const facts = [...node.ports.map(port => port.replace(/\/tcp$/, "")), ...node.networks, ...node.volumes].join(" · ");
  return (
    <g class={`node ${tone(now)}${chosen.value === node.name ? " chosen" : ""}`} transform={`translate(${node.x} ${node.y})`} data-node={node.name} data-state={now}
      role="button" tabIndex={0} aria-pressed={chosen.value === node.name} onClick={flip}
      onKeyDown={event => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); flip(); } }}>
      <rect width={node.width} height={node.height} rx="10" />
      <g class={`mark ${tone(now)}`} transform="translate(14 13)">{shape(now)}</g>
      <text class="name" x="33" y="24">{node.name}{node.replicas === 1 ? "" : ` ×${node.replicas}`}</text>
      <text class="image end" x={node.width - 14} y="24">{words[now] ?? now}</text>
      <text class="image" x="15" y="43">{clipped(node.image, letters)}</text>
      {withFacts.value && <text class="image" x="4" y={node.height + 14}>{clipped(facts, letters + 4)}</text>}
    </g>
  );
}

function Chosen({ node, service }: { node: GraphNode; service: Service | undefined }) {
  const facts = [["Image", [node.image]], ["Ports", node.ports], ["Networks", node.networks], ["Volumes", node.volumes]] as const;
  return (
    <section class="card chosen" aria-label={node.name}>
      <h2>{node.name}</h2>
      <dl>{facts.filter(([, values]) => values.length > 0).map(([label, values]) => <div><dt>{label}</dt><dd>{values.join(", ")}</dd></div>)}</dl>
      {service && <Details service={service} />}
    </section>
  );
}

function clipped(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

async function png(width: number, height: number): Promise<void> {
  const picture = new Image();
  const address = URL.createObjectURL(await (await fetch(api("graph?format=svg"))).blob());
  picture.src = address;
  await picture.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * 2, height * 2];
  const brush = canvas.getContext("2d")!;
  brush.fillStyle = getComputedStyle(document.body).backgroundColor;
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
  canvas.toBlob(image => { if (image) save(image, `${state.value?.project}.png`); });
  URL.revokeObjectURL(address);
}
