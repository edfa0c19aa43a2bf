import type { Manifest } from '../../core/manifest/parse.ts';
import type { Diagnostic } from '../diagnostics.ts';
import { nodeAt } from '../edit.ts';
import { type Fix, fix } from './fix.ts';

/**
 * A comment behind the line that says that what is told there is meant. Not for what the API server refuses: that no comment makes work. Nothing
 * where a comment stands already, in texts of several lines and in braces.
 */
export function silenceFix(
  { code, severity, document, path, start }: Diagnostic,
  { text, documents }: Manifest,
): Fix | undefined {
  const content = documents[document]?.content;
  if (severity === 'error' || content === undefined || /^\s*[{[]/.test(content.text)) return undefined;
  const end = start + text.slice(start).search(/\r?\n|$/);
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, end);
  const node = nodeAt(content, path);
  const isText = node?.type === 'scalar' && (node.style === 'block' || text.slice(node.start, node.end).includes('\n'));
  if (isText || /#|[|>][-+0-9]*\s*$/.test(line)) return undefined;
  const at = end - (line.length - line.trimEnd().length);
  return fix('fix-silence', { code }, [{ start: at, end: at, newText: ` # ordinal-ignore ${code}` }]);
}
