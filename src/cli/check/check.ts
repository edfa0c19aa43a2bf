import type { CheckOptions } from '../../core/manifest/check.ts';
import { type Manifest, parseManifest } from '../../core/manifest/parse.ts';
import { Workspace } from '../../core/manifest/workspace.ts';
import { type Diagnostic, diagnose } from '../../language/diagnostics.ts';
import { Lines, type Position } from '../../language/lines.ts';
import type { Say } from '../../words/words.ts';
import type { Source } from './files.ts';

/** A problem as `ordinal check --format json` prints it. Documents, lines and characters count from zero; the end is not included. */
export interface Item {
  readonly file: string;
  readonly document: number;
  /** In the API server's notation. */
  readonly path: string;
  readonly range: { readonly start: Position; readonly end: Position };
  readonly severity: Diagnostic['severity'];
  readonly basis: Diagnostic['basis'];
  readonly code: string;
  readonly message: string;
}

/** An item with the other paths under which the API server reports the same fault once more. */
export interface Found extends Item {
  readonly echoes: readonly string[];
}

/** A checked file with what text output shows of it. */
export interface Checked {
  readonly source: Source;
  readonly manifest: Manifest;
  readonly lines: Lines;
  readonly items: readonly Found[];
}

/**
 * Checks files beside each other. `whole` says that they are everything there is in their folders, so that what is missing among them is missing.
 * A file is read whatever its length: nobody is typing.
 */
export function checkSources(sources: readonly Source[], whole: boolean, options: CheckOptions, say: Say): Checked[] {
  const workspace = new Workspace();
  workspace.complete = whole;
  const read = sources.map(source => {
    const manifest = parseManifest(source.text ?? '', undefined, Number.POSITIVE_INFINITY);
    workspace.put(source.id, manifest);
    return { source, manifest };
  });
  return read.map(({ source, manifest }) => {
    const lines = new Lines(manifest.text);
    const items = diagnose(manifest, { file: source.id, workspace }, options).map(found =>
      itemOf(source.name, found, lines, say),
    );
    return { source, manifest, lines, items };
  });
}

function itemOf(file: string, found: Diagnostic, lines: Lines, say: Say): Found {
  const { document, field, echoes, severity, basis, code } = found;
  const range = { start: lines.positionAt(found.start), end: lines.positionAt(found.end) };
  return { file, document, path: field, range, severity, basis, code, message: say.data(found), echoes };
}
