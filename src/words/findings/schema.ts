/** Sentences for the codes of fields and values that the kind's type does not have. */
export const schema = {
  'duplicate-key': 'The key “{key}” stands twice in this map; only the last one would count. Remove one of them.',
  'not-an-integer': '“{field}” must be a whole number, but this is {value}. Write a number without quotes or fraction.',
  'unreadable-quantity':
    '“{value}” is not an amount that Kubernetes can read. Write a number with one of the units m, k, M, G, T, Ki, Mi, Gi, Ti, such as 500m or 10Gi.',
} as const;
