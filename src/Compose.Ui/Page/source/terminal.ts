import { FitAddon } from "@xterm/addon-fit";
import { Terminal } from "@xterm/xterm";

/** Joins a terminal in the box with the shell behind a web socket, and returns what ends both. */
export function connect(box: HTMLElement, path: string, ended: (reason: string) => void): () => void {
  const color = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const terminal = new Terminal({
    fontFamily: color("--mono"), fontSize: 13, cursorBlink: true, screenReaderMode: true,
    theme: { background: color("--sunk"), foreground: color("--text"), cursor: color("--text"), cursorAccent: color("--sunk"), selectionBackground: color("--line") },
  });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  terminal.open(box);
  const socket = new WebSocket(`ws://${location.host}${path}`);
  socket.binaryType = "arraybuffer";
  const size = () => { if (socket.readyState === WebSocket.OPEN) socket.send(`${terminal.rows} ${terminal.cols}`); };
  socket.onopen = () => {
    fit.fit();
    size();
    terminal.focus();
  };
  socket.onmessage = event => terminal.write(new Uint8Array(event.data as ArrayBuffer));
  socket.onclose = event => ended(event.reason || "the connection was lost");
  const encoder = new TextEncoder();
  terminal.onData(text => { if (socket.readyState === WebSocket.OPEN) socket.send(encoder.encode(text)); });
  terminal.onResize(size);
  const watch = new ResizeObserver(() => fit.fit());
  watch.observe(box);
  return () => {
    watch.disconnect();
    socket.onclose = null;
    socket.close();
    terminal.dispose();
  };
}

/**
 * xterm.js makes style elements and sets style attributes, both of which the page's policy refuses. Sheets that a script constructs and the
 * style property take their place. Nothing else on the page makes style elements.
 */
const create = Document.prototype.createElement;
document.createElement = ((tag: string) => (tag === "style" ? sheetElement() : tag === "span" ? spanElement() : create.call(document, tag))) as typeof document.createElement;

function spanElement(): HTMLElement {
  const element = create.call(document, "span");
  element.setAttribute = (name, value) => {
    if (name === "style") element.style.cssText = value;
    else HTMLElement.prototype.setAttribute.call(element, name, value);
  };
  return element;
}

function sheetElement(): HTMLElement {
  const sheet = new CSSStyleSheet();
  const element = create.call(document, "span");
  element.hidden = true;
  document.adoptedStyleSheets.push(sheet);
  Object.defineProperty(element, "textContent", { set: (text: string) => { sheet.replaceSync(text); } });
  element.remove = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(other => other !== sheet);
    HTMLElement.prototype.remove.call(element);
  };
  return element;
}
