/** What the sandbox uses of WebAssembly; TypeScript declares it only together with the whole DOM. */
declare namespace WebAssembly {
  interface Module {
    readonly [Symbol.toStringTag]: string;
  }
  interface Memory {
    readonly buffer: ArrayBuffer;
  }
  const Module: new (bytes: ArrayBufferView | ArrayBuffer) => Module;
  function compile(bytes: ArrayBufferView | ArrayBuffer): Promise<Module>;
}
