import { createContext } from 'react';

/** Sends a picture; answers what a field holds to name it, or why it was not taken. */
export type Upload = (file: File) => Promise<{ readonly name: string } | { readonly refused: string }>;

/** How forms send pictures; where nobody says, they ask for addresses only. */
export const UploadContext = createContext<Upload | undefined>(undefined);
