import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { api } from "./store";

type Shell = { container: string; name: string };

const shell = signal<Shell | null>(null);
const ending = signal("");

/** Opens a shell in a container. */
export function openShell(container: string, name: string): void {
  ending.value = "";
  shell.value = { container, name };
}

export function ShellDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const close = useRef<HTMLButtonElement>(null);
  const opened = shell.value;
  useEffect(() => {
    if (!opened) {
      dialog.current!.close();
      return;
    }

    dialog.current!.showModal();
    return start(box.current!, opened, reason => {
      ending.value = reason;
      close.current?.focus();
    });
  }, [opened]);
  return (
    <dialog ref={dialog} class="shell" aria-labelledby="shell" onCancel={event => event.preventDefault()} onClose={() => { shell.value = null; }}>
      <header><h2 id="shell">Shell in {opened?.name}</h2>
        <span class="muted" role="status">{ending.value}</span>
        <button ref={close} onClick={() => { shell.value = null; }}>Close</button></header>
      <div ref={box} class="screen" />
    </dialog>
  );
}

/** The terminal is a script of its own, which only those load who open a shell. */
function start(box: HTMLElement, opened: Shell, ended: (reason: string) => void): () => void {
  let stop = () => { stop = () => undefined; };
  let isOver = false;
  void import("./terminal.js").then(({ connect }) => {
    if (!isOver) stop = connect(box, api(`shell?container=${opened.container}`), ended);
  });
  return () => {
    isOver = true;
    stop();
  };
}
