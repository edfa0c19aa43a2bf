/** Sentences of the tree's filter and order. */
export const treeLook = {
  'filter-trouble': 'In trouble',
  'filter-waiting': 'Changing or waiting for something',
  'filter-held': 'Held at a partition or by OnDelete',
  'filter-shows-text': 'Filtered: only what has “{text}”. Clear Filter, above, shows everything.',
  'filter-shows-state': 'Filtered: only what is “{state}”. Clear Filter, above, shows everything.',
  'filter-shows-both': 'Filtered: only what has “{text}” and is “{state}”. Clear Filter, above, shows everything.',
  'filter-nothing': 'Nothing matches the filter',
  'filter-nothing-hint': 'Clear Filter shows everything',
} as const;
