/** What a caller can show for the requirements of a field. */
export interface Claims {
  /** Whether there was a token that is good here. */
  readonly isAuthenticated: boolean;
  hasScope(scope: string): boolean;
  hasPolicy(policy: string): boolean;
}
