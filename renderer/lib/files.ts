/** A file as the contract takes it: its name and its bytes. No path ever crosses. */
export interface FileBytes {
  readonly nom: string;
  readonly base64: string;
}

const CHUNK = 0x8000;

export async function readFiles(files: Iterable<File>): Promise<FileBytes[]> {
  return Promise.all(
    [...files].map(async (file) => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      let binary = '';
      for (let start = 0; start < bytes.length; start += CHUNK)
        binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
      return { nom: file.name, base64: btoa(binary) };
    }),
  );
}
