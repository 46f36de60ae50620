/** What Hygie uses of pdfmake 0.3, which has no types of its own. */
declare module 'pdfmake' {
  interface VirtualFileSystem {
    writeFileSync(name: string, content: Uint8Array): void;
  }
  interface OutputDocument {
    getBuffer(): Promise<Uint8Array>;
  }
  interface Pdfmake {
    readonly virtualfs: VirtualFileSystem;
    setFonts(
      fonts: Readonly<Record<string, Readonly<Record<'normal' | 'bold' | 'italics' | 'bolditalics', string>>>>,
    ): void;
    setUrlAccessPolicy(policy: (url: string) => boolean): void;
    setLocalAccessPolicy(policy: (path: string) => boolean): void;
    createPdf(definition: object): OutputDocument;
  }
  const pdfmake: Pdfmake;
  export default pdfmake;
}

declare module 'pdfmake/build/vfs_fonts.js' {
  /** Files of the Roboto family (SIL Open Font License 1.1), in base64. */
  const files: Readonly<Record<string, string>>;
  export default files;
}
