import { useMemo } from 'react';
import type { FormWords } from '../../../ui/form/words.ts';
import { useAdmin } from '../admin.ts';
import { isKey } from '../texts/spoken.ts';

/** The words of forms in the interface's language. */
export function useFormWords(): FormWords {
  const { text, language } = useAdmin();
  return useMemo(
    () => ({
      language,
      choose: text('form.choose'),
      none: text('form.none'),
      nothingFound: text('form.nothing_found'),
      notLoaded: text('form.not_loaded'),
      tryAgain: text('trouble.retry'),
      add: text('form.add'),
      remove: text('form.remove'),
      durationHint: text('form.duration'),
      unit: (unit) => text(`unit.${unit}`),
      unitOf: (label) => text('form.unit_of', { label }),
      addUnit: text('form.add_unit'),
      secretHint: text('form.secret'),
      numbersHint: text('form.numbers'),
      wordsHint: text('form.words'),
      notJson: text('form.not_json'),
      upload: text('form.upload'),
      imageHint: text('form.image'),
      goToLine: (line) => text('form.go_to_line', { line }),
      code: {
        languages: {
          typescript: text('option.typescript'),
          python: text('option.python'),
          json: text('code.json'),
        },
        way_out: text('code.way_out'),
        leave: text('code.leave'),
        insertSample: text('code.sample'),
        otherLanguage: (language) => text('code.other', { language: text(`option.${language}`) }),
        switchLanguage: (language) => text('code.switch', { language: text(`option.${language}`) }),
        found: (errors) =>
          errors === 0
            ? text('code.found_none')
            : errors === 1
              ? text('code.found_one')
              : text('code.found_many', { count: String(errors) }),
        phrases: {
          Completions: text('code.completions'),
          Diagnostics: text('code.errors'),
          'No diagnostics': text('code.found_none'),
          'Selection deleted': text('code.selection_deleted'),
        },
      },
      option: (value, field) => {
        const key = [`option.${field}.${value}`, `option.${value}`].find(isKey);
        return key ? text(key) : value.replaceAll('_', ' ');
      },
    }),
    [text, language],
  );
}
