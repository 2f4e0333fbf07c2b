import { z } from 'zod';
import { captchaFields } from '../../core/captcha/settings.ts';

export const CaptchaConfig = z.strictObject(captchaFields);
