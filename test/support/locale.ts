import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes a server speak a language as far as extensions go: a language pack without translations of VS Code itself, so that
 * `vscode.env.language` says the language and `vscode.l10n` reads the extension's own bundle. Start the server with `--locale`.
 */
export async function installLanguage(dataFolder: string, language: string): Promise<void> {
  const id = `ordinal-test.language-pack-${language}`;
  const version = '1.0.0';
  const folder = path.join(dataFolder, 'extensions', `${id}-${version}`);
  const translations = path.join(folder, 'main.i18n.json');
  const localization = {
    languageId: language,
    languageName: language,
    localizedLanguageName: language,
    translations: [{ id: 'vscode', path: './main.i18n.json' }],
  };
  const manifest = {
    name: `language-pack-${language}`,
    publisher: 'ordinal-test',
    version,
    engines: { vscode: '*' },
    contributes: { localizations: [localization] },
  };
  const packs = {
    [language]: {
      hash: language,
      label: language,
      extensions: [{ extensionIdentifier: { id }, version }],
      translations: { vscode: translations },
    },
  };
  await mkdir(folder, { recursive: true });
  await mkdir(path.join(dataFolder, 'data'), { recursive: true });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(translations, JSON.stringify({ version, contents: {} }));
  await writeFile(path.join(dataFolder, 'data', 'languagepacks.json'), JSON.stringify(packs));
}
