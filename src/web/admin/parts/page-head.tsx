import { type ReactNode, useEffect } from 'react';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';

interface PageHeadProps {
  readonly title: string;
  readonly lead?: ReactNode;
  /** The list that this page's object belongs to. */
  readonly above?: { readonly label: string; readonly to: string };
  readonly actions?: ReactNode;
}

/** A page's heading, which is the browser tab's title too, with the way up and what can be done. */
export function PageHead({ title, lead, above, actions }: PageHeadProps) {
  const { text } = useAdmin();
  useEffect(() => {
    document.title = text('page_title', { title, product: text('product') });
  }, [title, text]);
  return (
    <div className="a-head">
      <div className="a-head-words">
        {above ? (
          <nav className="a-above" aria-label={text('page.above')}>
            <Link to={above.to}>{above.label}</Link>
          </nav>
        ) : null}
        <h1>{title}</h1>
        {lead ? <p className="a-lead">{lead}</p> : null}
      </div>
      {actions ? <div className="a-head-actions">{actions}</div> : null}
    </div>
  );
}
