/** Sentences of the tree's filter and order. */
export const treeLook = {
  'filter-title': 'Filter the Tree',
  'filter-placeholder': 'Words of a name or state, such as web, Pending or stuck; then a state',
  'filter-any-state': 'In any state',
  'filter-trouble': 'In trouble',
  'filter-waiting': 'Changing or waiting for something',
  'filter-held': 'Held at a partition or by OnDelete',
  'filter-shows-text': 'Filtered: only what has “{text}”. Clear Filter, above, shows everything.',
  'filter-shows-state': 'Filtered: only what is “{state}”. Clear Filter, above, shows everything.',
  'filter-shows-both': 'Filtered: only what has “{text}” and is “{state}”. Clear Filter, above, shows everything.',
  'filter-nothing': 'Nothing matches the filter',
  'filter-nothing-hint': 'Clear Filter shows everything',
  'sort-title': 'Sort the Tree',
  'sort-name': 'By name',
  'sort-trouble': 'Trouble first',
  'sort-age': 'Newest first',
  'sort-current': 'now',
} as const;
