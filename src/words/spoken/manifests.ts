import { findings } from '../findings.ts';
import { language } from '../language.ts';

/** What is said in manifests only. */
export const manifestSentences = { ...findings, ...language } as const;
