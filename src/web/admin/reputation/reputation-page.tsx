import { TextButton } from '../parts/text-button.tsx';
import './reputation.css';
import { type ReactNode, useState } from 'react';
import { pathOf, withParams } from '../address.ts';
import { useAdmin } from '../admin.ts';
import type { Client } from '../client.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { List, ListLoading } from '../parts/list.tsx';
import { Moment } from '../parts/moment.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { sentenceOf } from '../parts/trouble.tsx';
import { useLoad } from '../use-load.ts';
import type { Named, Page } from '../wire.ts';

/** How one name has behaved from one address. */
interface Score {
  readonly pk: string;
  readonly identifier: string;
  readonly ip: string;
  readonly ip_geo_data: { readonly country?: string | null; readonly city?: string } | null;
  readonly ip_asn_data: { readonly asn?: number | null; readonly as_org?: string | null } | null;
  readonly score: number;
  readonly updated: string;
  readonly expires: string;
}

interface ReputationPolicy extends Named {
  readonly threshold: number;
  readonly check_ip: boolean;
  readonly check_username: boolean;
}

const pathTo = ({ pk }: Score) => `/policies/reputation/scores/${pk}/`;
const forget = (client: Client, score: Score) => client.send('DELETE', pathTo(score));

/** Customization > Reputation: who has failed to sign in, from where, and how often; and the way to forgive. */
export function ReputationPage() {
  const { client, text, say } = useAdmin();
  const [version, setVersion] = useState(0);
  const name = ({ identifier, ip }: Score) => text('reputation.of', { name: identifier, ip });

  const reset = async (score: Score) => {
    const reply = await forget(client, score);
    if ('trouble' in reply) say({ words: sentenceOf(reply.trouble, text), tone: 'danger' });
    else {
      setVersion(version + 1);
      say({ words: text('reputation.reset_done', { name: name(score) }) });
    }
  };

  return (
    <>
      <PageHead title={text('reputation.title')} lead={text('reputation.lead')} />
      <Readers>
        <List<Score>
          label={text('reputation.title')}
          path="/policies/reputation/scores/"
          version={version}
          keyOf={({ pk }) => pk}
          empty={{ title: text('reputation.none_title'), words: text('reputation.none') }}
          bulk={{
            nameOf: name,
            actions: [{ label: text('reputation.reset'), run: (score) => forget(client, score) }],
          }}
          columns={[
            {
              title: text('reputation.name'),
              sort: 'identifier',
              cell: ({ identifier }) => <Narrow to={identifier} />,
            },
            {
              title: text('reputation.address'),
              sort: 'ip',
              cell: (score) => (
                <>
                  <Narrow to={score.ip} />
                  <Place score={score} />
                </>
              ),
            },
            {
              title: text('reputation.score'),
              sort: 'score',
              cell: ({ score }) => (
                <Badge tone={score < 0 ? 'bad' : score > 0 ? 'good' : 'plain'}>{score}</Badge>
              ),
            },
            {
              title: text('reputation.updated'),
              sort: 'updated',
              cell: ({ updated }) => <Moment at={updated} />,
            },
            {
              title: text('reputation.expires'),
              sort: 'expires',
              cell: ({ expires }) => <Moment at={expires} />,
            },
            {
              title: text('column.actions'),
              cell: (score) => (
                <TextButton
                  label={text('reputation.reset_label', { name: name(score) })}
                  onClick={() => void reset(score)}
                >
                  {text('reputation.reset')}
                </TextButton>
              ),
            },
          ]}
        />
      </Readers>
    </>
  );
}

/** Leads to the rows of that name or address alone. */
function Narrow({ to }: { readonly to: string }) {
  return (
    <Link to={withParams('/reputation/', '', { search: to })} className="a-strong">
      {to}
    </Link>
  );
}

function Place({ score: { ip_geo_data, ip_asn_data } }: { readonly score: Score }) {
  const { language } = useAdmin();
  const country = ip_geo_data?.country
    ? new Intl.DisplayNames([language], { type: 'region' }).of(ip_geo_data.country)
    : undefined;
  const network = ip_asn_data?.asn ? `AS${ip_asn_data.asn} ${ip_asn_data.as_org ?? ''}`.trim() : undefined;
  const words = [ip_geo_data?.city, country, network].filter(Boolean).join(', ');
  return words === '' ? null : <span className="a-under">{words}</span>;
}

/** Scores do something only where a policy reads them: which do, and from which score on. Then the scores. */
function Readers({ children }: { readonly children: ReactNode }) {
  const { client, text } = useAdmin();
  const path = '/policies/reputation/';
  const policies = useLoad(path, () => client.get<Page<ReputationPolicy>>(path, { page_size: 100 }));
  // Whoever may see the scores may not see the policies.
  if (policies.trouble && !policies.value) return children;
  if (!policies.value)
    return <ListLoading label={text('list.loading', { what: text('reputation.title') })} />;
  const { results } = policies.value;
  return (
    <>
      {results.length === 0 ? (
        <p className="a-card a-reputation-readers">
          {text('reputation.no_policy')} <Link to="/policies/">{text('policies.title')}</Link>
        </p>
      ) : (
        <section className="a-card a-reputation-readers" aria-label={text('reputation.readers')}>
          <h2>{text('reputation.readers')}</h2>
          <ul className="a-readers">
            {results.map((policy) => (
              <li key={policy.pk}>
                <Link to={pathOf('policies', policy.pk)}>{policy.name}</Link>{' '}
                {text(`reputation.reads_${readOf(policy)}`, { threshold: String(policy.threshold) })}
              </li>
            ))}
          </ul>
        </section>
      )}
      {children}
    </>
  );
}

const readOf = ({ check_ip, check_username }: ReputationPolicy): 'both' | 'address' | 'name' =>
  check_ip && check_username ? 'both' : check_ip ? 'address' : 'name';
