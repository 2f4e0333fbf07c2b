import { z } from 'zod';
import { duration } from '../../core/model/fields.ts';

export const UserLoginConfig = z.strictObject({
  session_duration: duration().default('seconds=0').meta({
    title: 'Session duration',
    description: 'How long the session lives; 0 = until the browser is closed.',
  }),
  remember_me_offset: duration().default('seconds=0').meta({
    title: 'Stay signed in for',
    description: 'Above 0, people are asked whether to stay signed in; yes adds this to the duration.',
  }),
  terminate_other_sessions: z.boolean().default(false).meta({
    title: 'Terminate other sessions',
    description: 'Ends all other sessions of the person.',
  }),
  network_binding: z
    .enum(['no_binding', 'bind_asn', 'bind_asn_network', 'bind_asn_network_ip'])
    .default('no_binding')
    .meta({
      title: 'Network binding',
      description: 'The session ends when it is used from another network.',
      labels: {
        no_binding: 'Not bound',
        bind_asn: 'To the provider of the network',
        bind_asn_network: 'To the network',
        bind_asn_network_ip: 'To the IP address',
      },
    }),
  geoip_binding: z
    .enum(['no_binding', 'bind_continent', 'bind_continent_country', 'bind_continent_country_city'])
    .default('no_binding')
    .meta({
      title: 'GeoIP binding',
      description: 'The session ends when it is used from another place.',
      labels: {
        no_binding: 'Not bound',
        bind_continent: 'To the continent',
        bind_continent_country: 'To the country',
        bind_continent_country_city: 'To the city',
      },
    }),
  remember_device: duration().default('seconds=0').meta({
    title: 'Remember device for',
    description: 'How long the browser counts as a known device after this login; 0 = not at all.',
  }),
});
