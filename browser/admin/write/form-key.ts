// admin/write/form-key.ts: a form that Back brings again keeps its key, so that sending it again saves the same post.

/**
 * The server draws a new key with each page. What a browser comes back to is the form that it left: its key lies in the
 * state of that entry of the history (HTML, "session history").
 */
export function storeFormKey(form: HTMLFormElement): void {
  const field = form.elements.namedItem('form_key');
  if (!(field instanceof HTMLInputElement)) return;
  const state = (history.state ?? {}) as Record<string, unknown>;
  const [navigation] = performance.getEntriesByType('navigation');
  const isBack = navigation instanceof PerformanceNavigationTiming && navigation.type === 'back_forward';
  if (isBack && typeof state.form_key === 'string') field.value = state.form_key;
  else history.replaceState({ ...state, form_key: field.value }, '');
}
