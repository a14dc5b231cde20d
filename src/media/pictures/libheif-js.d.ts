// media/pictures/libheif-js.d.ts: what is used of libheif-js, whose own types say nothing of these.
declare module 'libheif-js/wasm-bundle.js' {
  export interface HeifImage {
    get_width(): number;
    get_height(): number;
    is_primary(): number | boolean;
    /** Fills `data` with RGBA, four bytes a pixel, and gives it back; null when the picture is broken. */
    display<Canvas extends { data: Uint8ClampedArray; width: number; height: number }>(
      canvas: Canvas,
      done: (drawn: Canvas | null) => void,
    ): void;
    free(): void;
  }

  const libheif: { HeifDecoder: new () => { decode(file: Uint8Array): HeifImage[] } };
  export default libheif;
}
