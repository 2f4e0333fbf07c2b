import { z } from 'zod';

/** A place in answers of the API. */
export const PlaceReply = z.object({
  continent: z.string().nullable(),
  country: z.string().nullable(),
  lat: z.number().nullable(),
  long: z.number().nullable(),
  city: z.string(),
});

/** A network in answers of the API. */
export const NetworkReply = z.object({
  asn: z.int().nullable(),
  as_org: z.string().nullable(),
  network: z.string().nullable(),
});
