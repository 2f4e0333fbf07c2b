/** An invitation as lists show it; its key is what its link holds. */
export interface Invitation {
  readonly pk: string;
  readonly name: string;
  readonly expires: string | null;
  readonly single_use: boolean;
  readonly flow: string | null;
  readonly flow_obj: { readonly slug: string; readonly name: string } | null;
  readonly created_by: { readonly pk: number; readonly username: string } | null;
}
