/** @jsxImportSource preact */
import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { errorsOf } from '../errors.ts';
import { focusForWork } from '../focus.ts';
import { usePage } from '../page.ts';
import type { Draft } from '../state.ts';
import type { Answer } from '../wire.ts';
import { Screen } from './screen.tsx';

/** What a submitted form holds: the answer, and the part of it that may be kept to fill the form again. */
export interface Filled {
  readonly values: Answer;
  readonly typed?: Draft;
  /** Fields that stop the form from being sent, each with its sentence. */
  readonly errors?: Readonly<Record<string, string>>;
}

interface FormProps {
  readonly title: string;
  readonly lead: string;
  readonly user?: { readonly pending_user?: string; readonly pending_user_avatar?: string };
  /** Names of the fields on this form: an error of any other field is shown above it. */
  readonly names?: readonly string[];
  readonly read: (data: FormData, button: HTMLElement | null) => Filled | Promise<Filled>;
  readonly children: ComponentChildren;
}

const FieldErrors = createContext<Readonly<Record<string, string>>>({});

/** The error of one field of the form around, if it has one. */
export const useFieldError = (name: string): string | undefined => useContext(FieldErrors)[name];

/** A step that is answered by a form. Sends it once, by Enter or button, and never with a required field left empty. */
export function Form({ title, lead, user, names = [], read, children }: FormProps) {
  const { challenge, answer, sending } = usePage();
  const [own, setOwn] = useState<Readonly<Record<string, string>> | undefined>();
  const form = useRef<HTMLFormElement>(null);
  const theirs = errorsOf(challenge, names);

  useEffect(() => {
    if (own && Object.keys(own).length > 0 && form.current) focusForWork(form.current);
  }, [own]);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (sending || !form.current) return;
    const { values, typed, errors } = await read(new FormData(form.current), event.submitter);
    if (errors && Object.keys(errors).length > 0) return setOwn(errors);
    setOwn({});
    answer(values, typed);
  };

  return (
    <Screen title={title} lead={lead} errors={own ? [] : theirs.form} {...(user ? { user } : {})}>
      <FieldErrors.Provider value={own ?? theirs.fields}>
        <form ref={form} noValidate method="post" onSubmit={submit}>
          {children}
        </form>
      </FieldErrors.Provider>
    </Screen>
  );
}
