import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../../support/eventually.ts';
import { withVsCode } from '../../support/outside.ts';

/** Runs in the page: how each row of the tree is drawn, with what is see-through made what it looks like on its ground. */
const DRAWN = `(() => {
  const parse = text => (text.match(/[\\d.]+/g) ?? ['0', '0', '0', '0']).map(Number);
  const over = (color, ground, opacity) => {
    const [r, g, b, a = 1] = color;
    const share = a * opacity;
    return [r, g, b].map((part, index) => part * share + ground[index] * (1 - share));
  };
  const groundOf = element => {
    for (let at = element; at !== null; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if ((color[3] ?? 1) === 1) return color;
    }
    return [255, 255, 255];
  };
  const opacityOf = element => {
    let opacity = 1;
    for (let at = element; at !== null; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
    return opacity;
  };
  const drawn = element => {
    if (element === null) return [];
    const ground = groundOf(element);
    return [{ color: over(parse(getComputedStyle(element).color), ground, opacityOf(element)), ground }];
  };
  return [...document.querySelectorAll('.pane-body .monaco-list-row')].map(row => ({
    text: row.textContent,
    label: drawn(row.querySelector('.label-name')),
    description: drawn(row.querySelector('.label-description')),
    icon: drawn(row.querySelector('.custom-view-tree-node-item-icon')),
  }));
})()`;

interface Drawn {
  readonly color: readonly number[];
  readonly ground: readonly number[];
}

interface DrawnRow {
  readonly text: string;
  readonly label: readonly Drawn[];
  readonly description: readonly Drawn[];
  readonly icon: readonly Drawn[];
}

/** As WCAG 2 defines it: 4.5 is what text needs to be read, 3 what a picture needs. */
function contrast({ color, ground }: Drawn): number {
  const [darker = 0, lighter = 0] = [luminance(color), luminance(ground)].sort((one, other) => one - other);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(color: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = color.map(part => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Each with the class by which the workbench marks its kind. */
const THEMES = {
  'Dark High Contrast': 'hc-black',
  'Light High Contrast': 'hc-light',
  'Dark Modern': 'vs-dark',
  'Light Modern': 'vs',
} as const;

test('Every row of the tree can be read in high contrast, dark and light themes', async () => {
  await withVsCode('themes', { env: { ORDINAL_PRACTICE: '1' } }, async ({ page, workbench }) => {
    await workbench.openViews('Ordinal');
    await eventually(async () => assert.match((await workbench.statusBar()).join(), /ordinal-practice \/ default/));
    await workbench.runCommand('Ordinal: Open a Practice Lesson…');
    await workbench.pick('4. A claim that stays Pending');
    // There are rows that are well, that wait, that warn and that are in trouble.
    await eventually(async () => {
      const rows = await workbench.rows('Cluster');
      assert.ok(rows.some(({ label }) => label === 'Warnings') && rows.some(({ spoken }) => /stuck/.test(spoken)));
    }, 60_000);
    for (const [theme, kind] of Object.entries(THEMES)) {
      await workbench.runCommand('Preferences: Color Theme');
      // The list is long, and only what is on the screen can be pressed.
      await workbench.type(theme);
      await workbench.pick(theme);
      await eventually(async () => {
        assert.equal(await page.locator(`.monaco-workbench.${kind}`).count(), 1);
        const rows = await page.evaluate<readonly DrawnRow[]>(DRAWN);
        assert.ok(rows.length > 5, `${rows.length} rows`);
        for (const { text, label, description, icon } of rows) {
          assert.equal(label.length, 1, text);
          for (const part of [...label, ...description])
            assert.ok(contrast(part) >= 4.5, `${theme}: ${text} has ${contrast(part).toFixed(1)}`);
          for (const part of icon)
            assert.ok(contrast(part) >= 3, `${theme}: the icon of ${text} has ${contrast(part).toFixed(1)}`);
        }
      });
      await workbench.screenshot(`theme ${theme}`);
    }
  });
});
