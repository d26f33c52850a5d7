/** A key for the page itself: not typed into a field or a shell, and no shortcut of the browser. */
export function isForPage(event: KeyboardEvent): boolean {
  const target = event.target;
  const isTyping = target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
  return !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey;
}
