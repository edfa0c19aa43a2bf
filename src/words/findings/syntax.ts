/** Sentences for the codes of text that is not YAML. */
export const syntax = {
  'yaml-syntax': 'From here on this cannot be read as YAML. Check this line and the one above it.',
  'control-character':
    'An invisible control character ({character}) stands here. YAML allows none, not even in comments, so the API server refuses the whole document. Delete it.',
  'tab-indentation': 'YAML does not allow tabs in the indentation. Use spaces.',
  'bad-indentation':
    'This line is not indented like its neighbors, so it is not clear what it belongs to. Line it up with the keys of its own level.',
  'unclosed-quote': 'The quote that opens here is never closed. Add the closing quote.',
  'unclosed-bracket': 'A bracket or brace that was opened is not closed here. Add the closing one.',
  'missing-colon':
    'A key is followed by a colon and its value. Add the colon, or indent the line if it belongs to the value above.',
  'colon-in-value': 'A value that contains a colon and a space must be quoted. Put it in quotes.',
  'unknown-anchor': 'No anchor “{name}” is defined above this alias. Define it with &{name}, or write the value here.',
  'infinite-alias': 'The alias “{name}” stands inside its own anchor, or grows without end. Write the value out.',
  'nesting-lost':
    'This {kind} lost its indentation or its line breaks on the way here. Its nesting can be rebuilt from its fields.',
  'nesting-unclear':
    'This {kind} lost its indentation or its line breaks, and its fields fit together in more than one way. Indent it by hand.',
  'line-break-lost':
    'Several fields stand on one line here: a line break was lost on the way. It can be put back from the fields of this {kind}.',
  'page-characters':
    'In this {kind} stands what belongs to the page that it was copied from, and not to the manifest ( {brought} ). Take it out, or type it anew with plain characters.',
} as const;
