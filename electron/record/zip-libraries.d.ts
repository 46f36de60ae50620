/** The part of yazl and yauzl that backups use; neither ships types. */
declare module 'yazl' {
  import type { Readable } from 'node:stream';
  export class ZipFile {
    readonly outputStream: Readable;
    addFile(
      realPath: string,
      metadataPath: string,
      options?: { compress?: boolean; mtime?: Date; mode?: number },
    ): void;
    addBuffer(
      buffer: Buffer,
      metadataPath: string,
      options?: { compress?: boolean; mtime?: Date; mode?: number },
    ): void;
    end(): void;
    on(event: 'error', listener: (error: Error) => void): this;
  }
}

declare module 'yauzl' {
  import type { Readable } from 'node:stream';
  export interface Entry {
    readonly fileName: string;
    readonly uncompressedSize: number;
  }
  export interface ZipFile {
    readonly entryCount: number;
    eachEntry(): AsyncIterable<Entry>;
    openReadStreamPromise(entry: Entry): Promise<Readable>;
    close(): void;
  }
  export function openPromise(path: string): Promise<ZipFile>;
}
