import type { Locator } from 'playwright-core';

/** As much of a DOM element as reading the workbench needs; the project's types leave the browser out. */
export interface PageElement {
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
  addEventListener(type: string, listener: () => void): void;
  getBoundingClientRect(): { readonly top: number; readonly left: number };
}

/** The texts of all matching elements, from top to bottom, with plain spaces. */
export async function texts(locator: Locator): Promise<readonly string[]> {
  const found = await locator.evaluateAll((elements: readonly PageElement[]) =>
    elements
      .map(element => ({ text: element.textContent ?? '', ...{ top: element.getBoundingClientRect().top } }))
      .toSorted((one, other) => one.top - other.top)
      .map(({ text }) => text),
  );
  return found.map(plain);
}

/** VS Code draws spaces as no-break spaces, and separates what it hides with marks of zero width. */
export function plain(text: string): string {
  return text
    .replace(/\u00a0/g, ' ')
    .replace(/[\u200b-\u200f\u202a-\u202e\ufeff]/g, '')
    .trimEnd();
}
