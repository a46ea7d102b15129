/** What this library uses of the API that the kernel "TypeScript" leaves for any library to find. */
export interface KernelApi {
  display(bundle: object, options: { readonly id?: string; readonly update?: boolean }): void;
  input(prompt: string, options: { readonly password: boolean }): Promise<string>;
  readonly cell: {
    /** Aborted when the reader stops the cell that the running code belongs to. */
    readonly signal: AbortSignal;
    /** Whether there is somebody to answer a question. */
    readonly takesInput: boolean;
    /** Do something that had better not be torn when the reader stops the cell meanwhile. */
    unbroken<T>(work: () => T): T;
  };
}

/** The API of the kernel that runs this code; undefined outside a kernel, and under stock tslab. */
export function kernelApi(): KernelApi | undefined {
  return (globalThis as { [key: symbol]: KernelApi | undefined })[Symbol.for("next-token-kernel.api")];
}
