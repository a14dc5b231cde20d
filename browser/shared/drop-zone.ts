// shared/drop-zone.ts: files come to a part of the page: chosen, dropped onto it, pasted into it.

export interface DropZone {
  /** Where files may be dropped. */
  zone: HTMLElement;
  /** What shows that they may; it gets the class `is-dropping`. The zone itself unless said. */
  marked?: HTMLElement;
  /** The field they may be chosen with; it is emptied, as the files go another way. */
  input?: HTMLInputElement;
  /** Whether pasted files are taken too. */
  takesPastes?: boolean;
  /** Receives the files, in their order. */
  take: (files: File[]) => void;
}

/** Takes files by every way there is. Anything else that is dropped or pasted goes where it always does. */
export function takeFilesAt({ zone, marked = zone, input, takesPastes = false, take }: DropZone): void {
  input?.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    input.value = '';
    take(files);
  });
  zone.addEventListener('dragover', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    marked.classList.add('is-dropping');
  });
  zone.addEventListener('dragleave', ({ relatedTarget }) => {
    if (!zone.contains(relatedTarget as Node | null)) marked.classList.remove('is-dropping');
  });
  zone.addEventListener('drop', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    marked.classList.remove('is-dropping');
    take([...(event.dataTransfer?.files ?? [])]);
  });
  if (!takesPastes) return;
  zone.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    take(files);
  });
}

const holdsFiles = ({ dataTransfer }: DragEvent): boolean => Boolean(dataTransfer?.types.includes('Files'));
