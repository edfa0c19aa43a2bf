import { isScalar, type Node as YamlNode, type Scalar as YamlScalar } from 'yaml';
import type { ScalarNode } from './node.ts';
import { resolvePlain, resolveTagged } from './scalar.ts';

/** A scalar of the parser as ours, with the value that the API server would give it. What is none counts as null. */
export function scalarNode(yaml: YamlNode, start: number, end: number): ScalarNode {
  if (!isScalar(yaml)) return { type: 'scalar', start, end, value: null, style: 'plain' };
  const style = styleOf(yaml);
  const source = String(yaml.value ?? '');
  const value = valueOfScalar(yaml.tag, source, style === 'plain');
  return { type: 'scalar', start, end, value, style };
}

function valueOfScalar(tag: string | undefined, source: string, plain: boolean): ScalarNode['value'] {
  if (tag !== undefined) return resolveTagged(tag, source, plain);
  return plain ? resolvePlain(source) : source;
}

function styleOf(yaml: YamlScalar): ScalarNode['style'] {
  switch (yaml.type) {
    case 'QUOTE_SINGLE':
      return 'single';
    case 'QUOTE_DOUBLE':
      return 'double';
    case 'BLOCK_FOLDED':
    case 'BLOCK_LITERAL':
      return 'block';
    default:
      return 'plain';
  }
}
