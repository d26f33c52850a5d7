import type { ComponentChildren } from "preact";

const escapes = /\x1b(?:\[([0-9;:]*)([A-Za-z])|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-_])|[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f]/g;

/** The text without colours and control characters. */
export function plain(text: string): string {
  return text.includes("\x1b") || /[\x00-\x08\x0b-\x1f\x7f]/.test(text) ? text.replace(escapes, "") : text;
}

type Style = { fore: string; back: string; flags: Set<string> };
type Part = { text: string; style: Style };

/** The line in its colours, with the hits of a search marked. */
export function Colored({ text, hit }: { text: string; hit: RegExp | null }) {
  return <>{parts(text).map(part => {
    const content = hit ? marked(part.text, hit) : part.text;
    const classes = [part.style.fore && `f${part.style.fore}`, part.style.back && `b${part.style.back}`, ...part.style.flags].filter(Boolean).join(" ");
    return classes ? <span class={classes}>{content}</span> : content;
  })}</>;
}

function marked(text: string, hit: RegExp): ComponentChildren {
  const pieces: ComponentChildren[] = [];
  let from = 0;
  for (const found of text.matchAll(hit)) {
    if (found[0].length === 0) continue;
    pieces.push(text.slice(from, found.index), <mark>{found[0]}</mark>);
    from = found.index + found[0].length;
  }

  pieces.push(text.slice(from));
  return pieces;
}

function parts(text: string): Part[] {
  const found: Part[] = [];
  let style: Style = { fore: "", back: "", flags: new Set() };
  let from = 0;
  for (const escape of text.matchAll(escapes)) {
    if (escape.index > from) found.push({ text: text.slice(from, escape.index), style });
    from = escape.index + escape[0].length;
    if (escape[2] === "m") style = applied(style, escape[1] ?? "");
  }

  if (from < text.length) found.push({ text: text.slice(from), style });
  return found;
}

function applied(before: Style, codes: string): Style {
  const style: Style = { ...before, flags: new Set(before.flags) };
  const numbers = codes.split(/[;:]/).map(Number);
  for (let at = 0; at < numbers.length; at++) {
    const code = numbers[at]!;
    if (code === 0) [style.fore, style.back, style.flags] = ["", "", new Set()];
    else if (code === 1) style.flags.add("bold");
    else if (code === 2) style.flags.add("dim");
    else if (code === 3) style.flags.add("italic");
    else if (code === 4) style.flags.add("under");
    else if (code === 22) { style.flags.delete("bold"); style.flags.delete("dim"); }
    else if (code === 23) style.flags.delete("italic");
    else if (code === 24) style.flags.delete("under");
    else if (code >= 30 && code <= 37) style.fore = String(code - 30);
    else if (code >= 90 && code <= 97) style.fore = String(code - 82);
    else if (code >= 40 && code <= 47) style.back = String(code - 40);
    else if (code >= 100 && code <= 107) style.back = String(code - 92);
    else if (code === 39) style.fore = "";
    else if (code === 49) style.back = "";
    else if (code === 38 || code === 48) {
      const [color, used] = near(numbers.slice(at + 1));
      if (code === 38) style.fore = color; else style.back = color;
      at += used;
    }
  }

  return style;
}

/** Of 256 or 16 million colours the nearest of the sixteen that both themes can show. */
function near(numbers: number[]): [string, number] {
  if (numbers[0] === 2) return [nearest(numbers[1] ?? 0, numbers[2] ?? 0, numbers[3] ?? 0), 4];
  const index = numbers[1] ?? 0;
  if (index < 16) return [String(index), 2];
  if (index >= 232) return [index > 244 ? "7" : "8", 2];
  const cube = index - 16;
  return [nearest(Math.floor(cube / 36) * 51, (Math.floor(cube / 6) % 6) * 51, (cube % 6) * 51), 2];
}

function nearest(red: number, green: number, blue: number): string {
  const bright = Math.max(red, green, blue);
  const bits = [red, green, blue].reduce((sum, value, at) => sum + (value > bright / 2 && bright > 40 ? 1 << at : 0), 0);
  return String(bits + (bright > 200 ? 8 : 0));
}
