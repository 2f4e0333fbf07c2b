/** @jsxImportSource preact */
import { useCallback, useEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import type { Text } from '../../ui/texts.ts';
import type { Key } from './catalogue.ts';
import { fetchView, viewOf } from './challenges/index.ts';
import type { Executor, Reply } from './executor.ts';
import { focusForWork } from './focus.ts';
import { Frame } from './frame/frame.tsx';
import { Guard } from './guard.tsx';
import { Failed, Waiting } from './no-challenge.tsx';
import { onward } from './onward.ts';
import { type Page, PageContext } from './page.ts';
import { advance, type Draft, firstState } from './state.ts';
import type { Answer, Challenge, FlowInfo } from './wire.ts';

interface FlowProps {
  readonly executor: Executor;
  readonly text: Text<Key>;
  readonly base: string;
  /** The address of the brand's logo, where it has one. */
  readonly logo: string | undefined;
  readonly inspecting: boolean;
  /** In another page, which has the focus until somebody goes on in here. */
  readonly embedded: boolean;
  /** Leaves the page for an address that was found safe to follow. */
  readonly leave: (address: string) => void;
}

/** How long an answer may take before the page says that it works. */
const noticeable = 300;
/** How long the page waits for the browser to leave before it offers the way by hand. */
const stuck = 2_000;
/** What draws the next challenge could not be fetched. */
const unreachable: Reply = { failure: { kind: 'offline' } };

/** The flow page: draws the current challenge, sends its answer, draws the next. */
export function Flow({ executor, text, base, logo, inspecting, embedded, leave }: FlowProps) {
  const [state, tell] = useReducer(advance, firstState);
  const { screen, failure, sending, slow } = state;
  const busy = useRef(true);
  const root = useRef<HTMLDivElement>(null);
  const info = useRef<FlowInfo | undefined>(undefined);
  if (screen && !info.current) info.current = screen.challenge.flow_info ?? {};

  const take = useCallback(
    (reply: Reply) => {
      const arrive = async () => {
        const missing =
          'failure' in reply ? undefined : await fetchView(reply.challenge).catch(() => unreachable);
        busy.current = false;
        tell({ type: 'replied', reply: missing ?? reply });
      };
      const address = 'failure' in reply || inspecting ? undefined : onward(reply.challenge, base);
      if (address === undefined) return void arrive();
      leave(address);
      setTimeout(() => void arrive(), stuck);
    },
    [base, inspecting, leave],
  );

  const ask = useCallback(() => {
    busy.current = true;
    tell({ type: 'sent' });
    void executor.current().then(take);
  }, [executor, take]);

  const answer = useCallback(
    (challenge: Challenge, values: Answer, typed?: Draft) => {
      if (busy.current) return;
      busy.current = true;
      tell({ type: 'sent', component: challenge.component, ...(typed ? { typed } : {}) });
      void executor.answer(challenge, values).then(take);
    },
    [executor, take],
  );

  useEffect(() => {
    ask();
    // Back from the browser's memory: the step on the screen may be long past, so ask which one is open now.
    const shown = (event: PageTransitionEvent) => event.persisted && ask();
    addEventListener('pageshow', shown);
    return () => removeEventListener('pageshow', shown);
  }, [ask]);

  useEffect(() => {
    if (!sending) return;
    const timer = setTimeout(() => tell({ type: 'slow' }), noticeable);
    return () => clearTimeout(timer);
  }, [sending]);

  useEffect(() => {
    if (!screen) return;
    const title = screen.challenge.flow_info?.title ?? root.current?.querySelector('h1')?.textContent ?? '';
    document.title = text('page_title', { title, product: text('product') });
    if (root.current && !(embedded && screen.turn === 1)) focusForWork(root.current);
  }, [screen, text, embedded]);

  const page = useMemo<Page | undefined>(
    () =>
      screen && {
        ...{ text, base, inspecting, failure, sending, slow },
        challenge: screen.challenge,
        draft: screen.draft,
        restarted: screen.restarted,
        answer: (values, typed) => answer(screen.challenge, values, typed),
        show: (challenge) =>
          take({
            challenge: { flow_info: screen.challenge.flow_info ?? {}, ...challenge },
            restarted: false,
          }),
      },
    [screen, failure, sending, slow, text, base, inspecting, answer, take],
  );

  if (!page || !screen) {
    if (failure) return <Failed text={text} failure={failure} base={base} logo={logo} onRetry={ask} />;
    return <Waiting text={text} slow={slow} />;
  }
  const View = viewOf(screen.challenge);
  return (
    <PageContext.Provider value={page}>
      <Frame info={info.current ?? {}} base={base} text={text} logo={logo}>
        <div ref={root} key={screen.turn} aria-busy={sending}>
          <Guard fallback={text('error.drawing')} challenge={screen.challenge}>
            <View challenge={screen.challenge} />
          </Guard>
        </div>
        <p role="status" class="unseen">
          {slow ? text('status.working') : ''}
        </p>
      </Frame>
    </PageContext.Provider>
  );
}
