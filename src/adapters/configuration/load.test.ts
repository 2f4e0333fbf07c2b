import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigurationError, loadConfiguration } from './load.ts';
import { networkText } from './network.ts';
import { environmentName, metaOfOption, optionKeys } from './options.ts';

const noFile = (path: string): string => {
  throw new Error(`ENOENT: ${path}`);
};

function problems(env: Record<string, string>, file?: string) {
  try {
    loadConfiguration(
      file === undefined ? env : { ...env, POSTERN_CONFIG: '/etc/p.yaml' },
      () => file ?? noFile(''),
    );
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe('a configuration that is right', () => {
  test('nothing has to be set', () => {
    expect(loadConfiguration({ HOME: '/root', PATH: '' }, noFile)).toEqual({
      listen: { host: null, port: 9000 },
      public_url: null,
      data_dir: resolve('data'),
      database_url: null,
      trusted_proxies: [],
      bootstrap_password: null,
      bootstrap_email: null,
      bootstrap_token: null,
      egress_allow: [],
      expression_hosts: [],
      hibp_url: 'https://api.pwnedpasswords.com',
      reputation_lower_limit: -5,
      reputation_upper_limit: 5,
      reputation_expiry: 86_400,
      reputation_recovery: 3_600,
      geoip_city: null,
      geoip_asn: null,
      email_host: null,
      email_port: 25,
      email_username: null,
      email_password: null,
      email_use_tls: false,
      email_use_ssl: false,
      email_timeout: 10,
      email_from: 'postern@localhost',
      email_templates: null,
      client_certificate_header: null,
      impersonation: true,
      impersonation_require_reason: true,
      log_level: 'info',
    });
  });

  test.each([
    [':9000', { host: null, port: 9000 }],
    [':0', { host: null, port: 0 }],
    ['127.0.0.1:9000', { host: '127.0.0.1', port: 9000 }],
    ['localhost:80', { host: 'localhost', port: 80 }],
    ['[::1]:9000', { host: '::1', port: 9000 }],
    ['[::]:65535', { host: '::', port: 65535 }],
  ])('listens on %s', (text, want) => {
    expect(loadConfiguration({ POSTERN_LISTEN: text }, noFile).listen).toEqual(want);
  });

  test.each([
    ['https://id.example.com', 'https://id.example.com'],
    ['https://ID.Example.com:443/', 'https://id.example.com'],
    ['http://localhost:9000', 'http://localhost:9000'],
    ['https://[2001:db8::1]:8443', 'https://[2001:db8::1]:8443'],
  ])('public address %s', (text, want) => {
    expect(loadConfiguration({ POSTERN_PUBLIC_URL: text }, noFile).public_url).toBe(want);
  });

  test('a file is named from where Postern was started', () => {
    const { geoip_city, geoip_asn } = loadConfiguration(
      { POSTERN_GEOIP_CITY: 'places.mmdb', POSTERN_GEOIP_ASN: '/var/lib/geoip/asn.mmdb' },
      noFile,
    );
    expect({ geoip_city, geoip_asn }).toEqual({
      geoip_city: resolve('places.mmdb'),
      geoip_asn: '/var/lib/geoip/asn.mmdb',
    });
  });

  test('networks in the environment, with commas or blanks', () => {
    const { trusted_proxies } = loadConfiguration(
      { POSTERN_TRUSTED_PROXIES: '10.0.0.0/8, 192.0.2.1 2001:db8::/32,::ffff:172.16.0.0/108' },
      noFile,
    );
    expect(trusted_proxies.map(networkText)).toEqual([
      '10.0.0.0/8',
      '192.0.2.1/32',
      '2001:db8::/32',
      '172.16.0.0/12',
    ]);
  });

  test('allowed destinations of every kind', () => {
    const { egress_allow } = loadConfiguration(
      {
        POSTERN_EGRESS_ALLOW: 'IdP.internal., idp.internal:8443 10.1.2.3:80 [::1]:9443 10.20.0.0/16 fd00::/8',
      },
      noFile,
    );
    expect(egress_allow).toMatchObject([
      { kind: 'host', host: 'idp.internal', port: null },
      { kind: 'host', host: 'idp.internal', port: 8443 },
      { kind: 'network', network: { prefix: 32 }, port: 80 },
      { kind: 'network', network: { prefix: 128 }, port: 9443 },
      { kind: 'network', network: { prefix: 16 }, port: null },
      { kind: 'network', network: { prefix: 8 }, port: null },
    ]);
  });

  test.each(['yaml', 'json'])('a file in %s; the environment wins; blank is unset', (kind) => {
    const text =
      kind === 'yaml'
        ? 'listen: ":1"\nlog_level: debug\npublic_url: ""\ntrusted_proxies:\n  - 10.0.0.0/8\n  - ::1\n'
        : '{"listen": ":1", "log_level": "debug", "public_url": null, "trusted_proxies": ["10.0.0.0/8", "::1"]}';
    const read: string[] = [];
    const configuration = loadConfiguration(
      { POSTERN_CONFIG: '/etc/postern', POSTERN_LISTEN: ':2', POSTERN_LOG_LEVEL: '' },
      (path) => {
        read.push(path);
        return text;
      },
    );
    expect(read).toEqual(['/etc/postern']);
    expect(configuration).toMatchObject({ listen: { port: 2 }, log_level: 'debug', public_url: null });
    expect(configuration.trusted_proxies.map(networkText)).toEqual(['10.0.0.0/8', '::1/128']);
  });

  test('an empty file is no mistake', () => expect(problems({}, '')).toEqual([]));

  test('what belongs to the test suite is not looked at', () => {
    expect(problems({ POSTERN_TEST_DATABASE_URL: 'x', POSTERN_LAWS: '1' })).toEqual([]);
  });

  test('the example of every setting is itself right', () => {
    for (const key of optionKeys) {
      const env = { [environmentName(key)]: metaOfOption(key).example };
      expect(problems(env), key).toEqual([]);
    }
  });
});

describe('a configuration that is wrong', () => {
  test.each([
    ['POSTERN_LISTEN', '9000', /colon before the port: ":9000"/],
    ['POSTERN_LISTEN', '::1:9000', /brackets/],
    ['POSTERN_LISTEN', 'http://localhost:9000', /neither scheme nor path/],
    ['POSTERN_LISTEN', ':65536', /0 to 65535/],
    ['POSTERN_LISTEN', '[127.0.0.1]:1', /IPv6/],
    ['POSTERN_LISTEN', '300.1.1.1:1', /IP address or a host name/],
    ['POSTERN_PUBLIC_URL', 'id.example.com', /no web address/],
    ['POSTERN_PUBLIC_URL', 'ftp://id.example.com', /https/],
    ['POSTERN_PUBLIC_URL', 'https://me:pw@id.example.com', /password/],
    ['POSTERN_PUBLIC_URL', 'https://id.example.com/sso', /root of its host/],
    ['POSTERN_PUBLIC_URL', 'https://id.example.com/?a=1', /root of its host/],
    ['POSTERN_TRUSTED_PROXIES', '10.0.0.1/8', /10\.0\.0\.0\/8 does/],
    ['POSTERN_TRUSTED_PROXIES', '10.0.0.0/8 nonsense', /"nonsense": "nonsense" is no IP address/],
    ['POSTERN_TRUSTED_PROXIES', '10.0.0.0/33', /0 to 32/],
    ['POSTERN_TRUSTED_PROXIES', '2001:db8::/129', /0 to 128/],
    ['POSTERN_TRUSTED_PROXIES', '0.0.0.0/0', /choose its own address/],
    ['POSTERN_TRUSTED_PROXIES', '010.0.0.0/8', /no IP address/],
    ['POSTERN_BOOTSTRAP_EMAIL', 'akadmin', /e-mail/],
    ['POSTERN_EGRESS_ALLOW', 'https://idp.internal', /neither scheme nor path/],
    ['POSTERN_EGRESS_ALLOW', '*.internal', /Patterns/],
    ['POSTERN_EGRESS_ALLOW', 'idp.internal:0', /1 to 65535/],
    ['POSTERN_EGRESS_ALLOW', '[idp.internal]:1', /brackets/],
    ['POSTERN_LOG_LEVEL', 'verbose', /one of trace, debug, info/],
  ])('%s=%s', (key, value, reason) => {
    const [problem, ...more] = problems({ [key]: value });
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ key, value, reason: expect.stringMatching(reason) });
    expect(problem?.example).toMatch(new RegExp(`^${key}=`));
  });

  test.each([
    ['POSTERN_LISTN', 'POSTERN_LISTEN'],
    ['POSTERN_PUBLICURL', 'POSTERN_PUBLIC_URL'],
    ['Postern_Listen', 'POSTERN_LISTEN'],
    ['POSTERN_CONFIGURE', 'POSTERN_CONFIG'],
  ])('the unknown key %s means %s', (key, meant) => {
    expect(problems({ [key]: 'x' })).toEqual([
      { key, reason: `There is no such setting. Did you mean ${meant}?` },
    ]);
  });

  test('a key that is near to nothing gets no guess', () => {
    expect(problems({ POSTERN_XYZZY: '1' })).toEqual([
      { key: 'POSTERN_XYZZY', reason: 'There is no such setting.' },
    ]);
  });

  test('keys of a file are named with their line', () => {
    const found = problems({}, '# mine\nlog_level: info\n\nlistn: ":1"\nPOSTERN_DATA_DIR: x\nlisten: 9000\n');
    expect(found).toEqual([
      {
        key: 'listn (/etc/p.yaml, line 4)',
        reason: 'There is no such setting. Did you mean listen?',
        example: 'listen: "127.0.0.1:9000"',
      },
      {
        key: 'POSTERN_DATA_DIR (/etc/p.yaml, line 5)',
        reason: 'There is no such setting. Did you mean data_dir?',
        example: 'data_dir: "/var/lib/postern"',
      },
      {
        key: 'listen (/etc/p.yaml, line 6)',
        value: '9000',
        reason: 'The value has to be a text; put it in quotes.',
        example: 'listen: "127.0.0.1:9000"',
      },
    ]);
  });

  test.each([
    ['- a list', /keys and values/],
    ['listen: ":1"\nlisten: ":2"', /Line 2 is no YAML/],
    ['listen: "', /no YAML/],
  ])('a file that says %j', (text, reason) => {
    expect(problems({}, text)).toMatchObject([
      { key: 'POSTERN_CONFIG', reason: expect.stringMatching(reason) },
    ]);
  });

  test('a file that is not there', () => {
    expect(() => loadConfiguration({ POSTERN_CONFIG: '/none.yaml' }, noFile)).toThrow(/ENOENT: \/none\.yaml/);
  });

  test('everything that is wrong is told at once, secrets excepted', () => {
    const secret = 'mysql://root:hunter2@db';
    const env = { POSTERN_DATABASE_URL: secret, POSTERN_LISTEN: 'x', POSTERN_LGO_LEVEL: 'info' };
    try {
      loadConfiguration(env, noFile);
      expect.unreachable();
    } catch (error) {
      const { message } = error as ConfigurationError;
      expect(message).toContain('3 settings are wrong');
      expect(message).toContain('POSTERN_LISTEN = "x"');
      expect(message).toContain('A right line: POSTERN_DATABASE_URL=postgres://');
      expect(message).toContain('Did you mean POSTERN_LOG_LEVEL?');
      expect(message).not.toContain('hunter2');
    }
  });
});
