import type { AuthoritySettings } from './authority';

/** How an application of ours proves itself: by a secret, or by the assertion of a managed identity (federated credential). */
export type ClientProof =
  | { readonly clientSecret: string; readonly assertion?: undefined }
  | { readonly clientSecret?: undefined; readonly assertion: () => Promise<string> };

export type ClientSettings = AuthoritySettings & ClientProof & { readonly clientId: string };
