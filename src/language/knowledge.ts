/**
 * What a live cluster knows, for hovers and completions. Optional everywhere: without it everything works from the files alone.
 * Answers must be at hand (a mirror has them); nothing here waits.
 */
export interface Knowledge {
  storageClasses(): readonly KnownClass[];
  services(namespace: string | undefined): readonly KnownService[];
  /** Names of claims. */
  claims(namespace: string | undefined): readonly string[];
  statefulSet(namespace: string | undefined, name: string): KnownSet | undefined;
}

export interface KnownClass {
  readonly name: string;
  readonly isDefault: boolean;
}

export interface KnownService {
  readonly name: string;
  readonly headless: boolean;
}

export interface KnownSet {
  readonly replicas: number;
  readonly ready: number;
  readonly updated: number;
  readonly partition: number;
}
