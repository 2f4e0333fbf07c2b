import { z } from 'zod';

/** The name under which an owner finds the kind of device in the settings; all stages that set up devices have it. */
export const friendlyName = () =>
  z.string().max(64).default('').meta({
    title: 'Authenticator type name',
    description: 'How people find it in their settings; empty: the usual name.',
  });
