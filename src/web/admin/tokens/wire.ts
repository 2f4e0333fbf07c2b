import type { User } from '../wire.ts';

/** A token as lists show it; its key is in the answer that makes it, and never again. */
export interface Token {
  readonly pk: string;
  readonly identifier: string;
  readonly intent: 'verification' | 'api' | 'recovery' | 'app_password';
  readonly user: number;
  readonly user_obj: Pick<User, 'pk' | 'username' | 'name'>;
  readonly description: string;
  readonly expires: string | null;
  readonly expiring: boolean;
  readonly key?: string;
}
