import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type Field, fieldsOf, shownOf, type Values, writtenOf } from '../../../ui/form/fields.ts';
import { SchemaForm } from '../../../ui/form/schema-form.tsx';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import type { FieldErrors } from '../client.ts';
import { useTitled } from '../directory/use-titled.ts';
import { Link } from '../link.tsx';
import { useFormWords } from '../parts/form-words.ts';
import { useLookUp } from '../parts/look-up.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Steps } from '../parts/steps.tsx';
import { TroubleMessage, troubleFields } from '../parts/trouble.tsx';
import { TypeChoice } from '../policies/type-choice.tsx';
import { useTypes } from '../policies/use-types.ts';
import { useUnsaved } from '../unsaved.ts';
import type { BindingValues, Type } from '../wire.ts';
import { errorsOf, prefilled, type Step, slugOf, stepOf, steps } from './draft.ts';
import { DraftBindings } from './draft-bindings.tsx';
import { readKnown } from './known.ts';
import { Done, Review } from './review.tsx';
import { APPLICATION, BY_WIZARD, RARELY } from './schema.ts';

/** The wizard: application, type of provider, provider, bindings, review; all or nothing is made. */
export function NewApplicationPage() {
  const { client, text, go } = useAdmin();
  const words = useFormWords();
  const lookUp = useLookUp();
  const types = useTypes('providers');
  const schema = useTitled(APPLICATION);
  const appFields = useMemo(() => fieldsOf(schema).filter(({ name }) => !BY_WIZARD.has(name)), [schema]);
  const [step, setStep] = useState<Step>('application');
  const [app, setApp] = useState<Values>(() => shownOf(appFields));
  const [slugged, setSlugged] = useState(false);
  const [type, setType] = useState<Type>();
  const [provider, setProvider] = useState<Values>({});
  const [bindings, setBindings] = useState<readonly BindingValues[]>([]);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState(false);
  useUnsaved(String(app.name) !== '' && !busy && !made);

  const providerFields = useMemo<readonly Field[]>(() => (type?.schema ? fieldsOf(type.schema) : []), [type]);
  const index = steps.indexOf(step);
  const to = (wanted: Step) => {
    setStep(wanted);
    scrollTo(0, 0);
  };

  const putApp = (values: Values) => {
    const byHand = slugged || values.slug !== app.slug;
    setSlugged(byHand && values.slug !== '');
    setApp(byHand ? values : { ...values, slug: slugOf(String(values.name)) });
  };
  const leaveApp = () => {
    const missing = ['name', 'slug'].filter((name) => String(app[name]).trim() === '');
    setErrors(Object.fromEntries(missing.map((name) => [`app.${name}`, [text('form.missing')]])));
    if (missing.length === 0) to('type');
  };
  const choose = async (chosen: Type) => {
    if (chosen.component !== type?.component && chosen.schema) {
      const fields = fieldsOf(chosen.schema);
      const known = await readKnown(client);
      setProvider(prefilled(fields, shownOf(fields), String(app.name), known, chosen));
      setType(chosen);
    }
    to('provider');
  };
  const leaveProvider = () => {
    const { body, unreadable } = writtenOf(providerFields, provider);
    const missing = providerFields.filter(
      ({ name, required, control }) => required && control !== 'rows' && (body[name] ?? '') === '',
    );
    setErrors({
      ...Object.fromEntries(missing.map(({ name }) => [`provider.${name}`, [text('form.missing')]])),
      ...Object.fromEntries(unreadable.map((name) => [`provider.${name}`, [words.notJson]])),
    });
    if (missing.length + unreadable.length === 0) to('bindings');
  };

  const create = async () => {
    setBusy(true);
    const reply = await client.send('PUT', '/core/transactional/applications/', {
      app: writtenOf(appFields, app).body,
      provider_model: type?.meta_model_name,
      provider: writtenOf(providerFields, provider).body,
      policy_bindings: bindings,
    });
    setBusy(false);
    if ('value' in reply) {
      setErrors({});
      setMade(true);
      return;
    }
    const found = troubleFields(reply.trouble, text);
    setErrors(found);
    to(stepOf(found));
  };

  const back = (wanted: Step) => (
    <Button variant="default" onClick={() => to(wanted)}>
      {text('action.back')}
    </Button>
  );
  const shared = { words, lookUp };
  const title = text('applications.new');
  const above = { label: text('applications.title'), to: '/applications/' };

  if (made && type)
    return (
      <>
        <PageHead title={text('wizard.done', { name: String(app.name) })} above={above} />
        <Done
          provider={provider}
          type={type}
          onGo={() => go(pathOf('applications', String(app.slug), 'bindings'))}
        />
      </>
    );
  return (
    <>
      <PageHead title={title} lead={text('wizard.lead')} above={above} />
      <Steps
        label={title}
        steps={steps.map((one) => text(`wizard.${one}`))}
        current={index}
        onGo={(wanted) => to(steps[wanted] ?? 'application')}
      />
      <div className="a-card a-narrow">
        <h2 className="a-card-title">{text(`wizard.${step}`)}</h2>
        {step === 'application' ? (
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              leaveApp();
            }}
          >
            <SchemaForm
              {...shared}
              fields={appFields}
              values={app}
              errors={errorsOf(errors, 'app')}
              folded={{ title: text('form.more'), names: RARELY.application }}
              onChange={putApp}
            />
            <div className="a-form-actions">
              <Button type="submit">{text('action.next')}</Button>
              <Link to="/applications/">{text('action.cancel')}</Link>
            </div>
          </form>
        ) : null}
        {step === 'type' ? (
          <>
            {types.trouble && !types.value ? (
              <TroubleMessage trouble={types.trouble} retry={() => void types.reload()} />
            ) : (
              <TypeChoice types={types.value} onChoose={(chosen) => void choose(chosen)} />
            )}
            <div className="a-form-actions">{back('application')}</div>
          </>
        ) : null}
        {step === 'provider' ? (
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              leaveProvider();
            }}
          >
            <SchemaForm
              {...shared}
              fields={providerFields}
              values={provider}
              errors={errorsOf(errors, 'provider')}
              folded={{ title: text('form.more'), names: RARELY.provider }}
              onChange={setProvider}
            />
            <div className="a-form-actions">
              <Button type="submit">{text('action.next')}</Button>
              {back('type')}
            </div>
          </form>
        ) : null}
        {step === 'bindings' ? (
          <>
            <DraftBindings
              bindings={bindings}
              errors={errorsOf(errors, 'policy_bindings')}
              onChange={setBindings}
            />
            <div className="a-form-actions">
              <Button onClick={() => to('review')}>{text('action.next')}</Button>
              {back('provider')}
            </div>
          </>
        ) : null}
        {step === 'review' ? (
          <>
            <Review app={app} type={type} provider={provider} bindings={bindings} errors={errors} />
            <div className="a-form-actions">
              <Button loading={busy} onClick={() => void create()}>
                {text('wizard.create')}
              </Button>
              {back('bindings')}
            </div>
          </>
        ) : null}
      </div>
    </>
  );
}
