// base/http/strict-view.ts: makes a template fail on a misspelled field, where EJS would print nothing.

// Names that the language or EJS itself asks for.
const allowed = new Set(['then', 'toJSON', 'include', 'filename', 'constructor', 'inspect', 'length']);

/** Wraps a view, and all in it, so that reading a field that is not there throws. For development and tests. */
export function strictView<View>(view: View, trail = 'view'): View {
  if (!isPlain(view)) return view;
  return new Proxy(view as object, {
    get(target, field, receiver) {
      if (typeof field === 'symbol' || allowed.has(field) || field in target) {
        return strictView(Reflect.get(target, field, receiver) as unknown, `${trail}.${String(field)}`);
      }
      throw new Error(`the template asks for ${trail}.${field}, which is not there`);
    },
  }) as View;
}

function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}
