import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { fieldsOf } from '../json.ts';
import { StatusError } from '../status.ts';
import { odditiesOf } from '../validation/rules.ts';
import { warningsOf } from '../validation/warnings.ts';
import { type ApiResponse, refusal } from './exchange.ts';
import type { ApiContext, Target } from './target.ts';

/** Writes, and answers with all that the server warns of: fields it has passed over, even where it then refuses, and what is odd in what it took. */
export function written(
  { registry }: ApiContext,
  target: Target,
  warnings: readonly string[],
  write: () => readonly [KubernetesObject, ApiResponse],
): ApiResponse {
  try {
    const [object, answer] = write();
    const fields = fieldsOf(object);
    return withWarnings(answer, [
      ...warnings,
      ...warningsOf(fields, odditiesOf(target.storage, fields, registry.store.kubernetes)),
    ]);
  } catch (error) {
    if (error instanceof StatusError) return withWarnings(refusal(error), warnings);
    throw error;
  }
}

/** The answer with a header for each warning. */
export function withWarnings(response: ApiResponse, warnings: readonly string[]): ApiResponse {
  if (warnings.length === 0) return response;
  const warning = warnings.map(text => `299 - ${JSON.stringify(text)}`).join(', ');
  return { ...response, headers: { ...response.headers, warning } };
}
