import { useAdmin } from '../admin.ts';
import { useTitled } from '../directory/use-titled.ts';
import { ObjectForm } from '../parts/object-form.tsx';
import type { Application } from '../wire.ts';
import { APPLICATION, RARELY } from './schema.ts';

interface ApplicationFormProps {
  readonly application: Application;
  readonly path: string;
  readonly onSaved: (saved: Application) => void;
}

/** What a launch URL may hold of the person who opens it. */
const VARIABLES = ['username', 'name', 'email', 'uid', 'pk', 'uuid', 'path', 'type'] as const;

/** Everything that can be said of an application. */
export function ApplicationForm({ application, path, onSaved }: ApplicationFormProps) {
  const { text } = useAdmin();
  const schema = useTitled(APPLICATION);
  return (
    <div className="a-card a-narrow">
      <ObjectForm<Application>
        schema={schema}
        object={{ ...application }}
        method="PATCH"
        path={path}
        folded={RARELY.application}
        submit={text('action.save')}
        onDone={onSaved}
      />
      <details className="p-form-folded a-variables">
        <summary>{text('applications.variables')}</summary>
        <p className="a-soft">{text('applications.variables_about')}</p>
        <ul className="a-links">
          {VARIABLES.map((name) => (
            <li key={name}>
              <code>{`%(${name})s`}</code>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
