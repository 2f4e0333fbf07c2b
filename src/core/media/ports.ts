/** An uploaded file as lists show it. */
export interface StoredFile {
  readonly name: string;
  readonly mime_type: string;
  readonly size: number;
  /** SHA-256 of what is in it, base64url. */
  readonly digest: string;
}

/** Uploaded pictures. */
export interface FileStore {
  list(search: string): Promise<readonly StoredFile[]>;
  read(name: string): Promise<(StoredFile & { readonly content: Uint8Array }) | undefined>;
  /** Writes a file. False where there is one of this name with another content, which stays. */
  write(
    file: Pick<StoredFile, 'name' | 'mime_type' | 'digest'> & { readonly content: Uint8Array },
  ): Promise<boolean>;
  /** False where there is no such file. */
  remove(name: string): Promise<boolean>;
}
