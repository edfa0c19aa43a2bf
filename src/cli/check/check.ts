import type { CheckOptions } from '../../core/manifest/check.ts';
import { documentAt, type Manifest, parseManifest } from '../../core/manifest/parse.ts';
import { Workspace } from '../../core/manifest/workspace.ts';
import { type Diagnostic, diagnose } from '../../language/diagnostics.ts';
import { Lines, type Position } from '../../language/lines.ts';
import { type RuleSettings, weighed } from '../../language/rule-settings.ts';
import type { CommandLineSay } from '../../words/words.ts';
import type { Source } from './read.ts';

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

/** What files are checked by, beside what is in them. */
export interface Circumstances {
  /** Files that are only looked at: they say what others are. */
  readonly beside: readonly Source[];
  /** Whether the files are everything there is in their folders, so that what is missing among them is missing. */
  readonly whole: boolean;
}

/** Checks files beside each other. A file is read whatever its length: nobody is typing. */
export function checkSources(
  sources: readonly Source[],
  { beside, whole }: Circumstances,
  { settings, ...options }: CheckOptions & { readonly settings: RuleSettings },
  say: CommandLineSay,
): Checked[] {
  const workspace = new Workspace();
  workspace.complete = whole;
  for (const { id, text } of beside) workspace.put(id, parseManifest(text ?? ''));
  const read = sources.map(source => {
    const manifest = parseManifest(source.text ?? '', undefined, Number.POSITIVE_INFINITY);
    workspace.put(source.id, manifest);
    return { source, manifest };
  });
  return read.map(({ source, manifest }) => {
    const lines = new Lines(manifest.text);
    const found = weighed(diagnose(manifest, { file: source.id, workspace }, options), settings);
    const items = found.map(one => itemOf(source.name, one, lines, say));
    return { source, manifest, lines, items: [...encoding(source, manifest, lines, say), ...items] };
  });
}

/** The API server reads no byte that is not UTF-8, so it refuses the document around it, whatever else is in it. */
function encoding({ name, badByte }: Source, manifest: Manifest, lines: Lines, say: CommandLineSay): Found[] {
  if (badByte === undefined) return [];
  const document = documentAt(manifest, badByte)?.index ?? 0;
  const range = { start: lines.positionAt(badByte), end: lines.positionAt(badByte + 1) };
  const code = 'not-utf-8';
  return [
    { file: name, document, path: '', range, severity: 'error', basis: 'syntax', code, message: say(code), echoes: [] },
  ];
}

function itemOf(file: string, found: Diagnostic, lines: Lines, say: CommandLineSay): Found {
  const { document, field, echoes, severity, basis, code } = found;
  const range = { start: lines.positionAt(found.start), end: lines.positionAt(found.end) };
  return { file, document, path: field, range, severity, basis, code, message: say.data(found), echoes };
}
