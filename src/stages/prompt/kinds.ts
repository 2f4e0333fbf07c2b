import type { PROMPT_TYPES } from '../../core/flow/models.ts';

export type PromptType = (typeof PROMPT_TYPES)[number];

/**
 * Who says what the value is. `open`: the person. `forced`: the configuration, whatever the browser sends.
 * `decoration`: nobody, there is no value.
 */
export type Kind = 'open' | 'forced' | 'decoration';

const NOT_OPEN: Partial<Record<PromptType, Kind>> = {
  text_read_only: 'forced',
  text_area_read_only: 'forced',
  hidden: 'forced',
  static: 'forced',
  separator: 'decoration',
  alert_info: 'decoration',
  alert_warning: 'decoration',
  alert_danger: 'decoration',
};

export const kindOf = (type: PromptType): Kind => NOT_OPEN[type] ?? 'open';

/** Types whose placeholder lists the choices. */
export const hasChoices = (type: PromptType): boolean => type === 'radio-button-group' || type === 'dropdown';

/** The languages of the pages, as BCP 47 tags. */
export const LOCALES = [{ value: 'en', label: 'English' }] as const;
