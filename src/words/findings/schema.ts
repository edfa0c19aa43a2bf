/** Sentences for the codes of fields and values that the kind's type does not have. */
export const schema = {
  'kind-missing': 'The kind is missing, and kubectl refuses an object without one. Add kind: {meant}.',
  'api-version-missing': 'The apiVersion is missing, and kubectl refuses an object without one. Add apiVersion: {use}.',
  'misspelled-kind': 'There is no kind “{kind}” in {apiVersion}. Did you mean {meant}?',
  'duplicate-key': 'The key “{key}” stands twice in this map; only the last one would count. Remove one of them.',
  'misspelled-field': '“{field}” is not a field of {owner}. Did you mean “{meant}”?',
  'misplaced-field': '“{field}” is a field of {parent}, not of {owner}. Move it there.',
  'labels-wrapped': '{owner} holds the labels themselves, without {field} around them. Move them one level up.',
  'unknown-field': '“{field}” is not a field of {owner}. Remove it, or move it to where it belongs.',
  'number-not-quoted':
    '“{field}” must be text, but YAML reads {written} as the number {value}. Put it in quotes: "{written}".',
  'boolean-not-quoted': '“{field}” must be text, but YAML reads {written} as {value}. Put it in quotes: "{written}".',
  'text-expected': '“{field}” must be text, but this is a list or a map. Write a single value.',
  'boolean-expected': '“{field}” must be true or false, but this is {value}. Write true or false without quotes.',
  'not-an-integer': '“{field}” must be a whole number, but this is {value}. Write a number without quotes or fraction.',
  'number-or-text-expected': '“{field}” must be a whole number or a text, but this is {value}. Write one of the two.',
  'list-expected': '“{field}” must be a list. Write each item on a line of its own that begins with a hyphen.',
  'map-expected': '“{field}” must hold keys with values below it, not a list or a single value.',
  'time-expected':
    '“{value}” is not a time that Kubernetes can read. Write it like 2026-01-31T10:00:00Z, or leave it out.',
  'unreadable-quantity':
    '“{value}” is not an amount that Kubernetes can read. Write a number with a unit ({units}), such as {example}.',
} as const;
