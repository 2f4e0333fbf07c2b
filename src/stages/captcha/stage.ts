import { z } from 'zod';
import { captchaBroken, checkCaptcha } from '../../core/captcha/check.ts';
import { widgetSources } from '../../core/captcha/scripts.ts';
import { Widget, widgetOf, withChosenKeys } from '../../core/captcha/settings.ts';
import { defineStageType } from '../../core/flow/stage-type.ts';
import { CaptchaConfig } from './schema.ts';
import { german } from './words.de.ts';

/** What somebody is told whose answer did not pass. */
const ERRORS = { again: 'again', failed: 'failed', unknown: 'unknown' } as const;

/** Keeps programs out: the widget of a provider judges the browser, and the provider tells this server what it found. */
export const captcha = defineStageType({
  type: 'captcha',
  model: 'authentik_stages_captcha.captchastage',
  component: 'ak-stage-captcha-form',
  words: { de: german },
  title: 'Captcha',
  description: 'Lets a captcha provider judge whether a person or a program sits at the browser.',
  config: CaptchaConfig,
  challenge: 'ak-stage-captcha',
  asks: Widget,
  answer: z.strictObject({ token: z.string().min(1).max(16_384) }),
  messages: {
    again: 'Invalid captcha response. Retrying may solve this issue.',
    failed: 'Invalid captcha response.',
    unknown: 'Failed to validate token.',
  },
  uses: ['egress', 'events'],
  proves: true,
  traits: ({ js_url }) => ({ loads: widgetSources(js_url) }),

  begin: ({ config, context, ask }) => ask(widgetOf(withChosenKeys(config, context))),

  async answered({ config, stage, context, request, answer, ports, done, retry }) {
    const settings = withChosenKeys(config, context);
    const said = await checkCaptcha({ settings, token: answer.token, request, egress: ports.egress });
    if (said.verdict === 'passed')
      return done({ captcha: { response: said.response, stage: { pk: stage.pk, name: stage.name } } });
    if (said.verdict === 'unknown') ports.events.emit(captchaBroken({ stage, detail: said.detail, request }));
    return retry({ token: ERRORS[said.verdict] });
  },
});
