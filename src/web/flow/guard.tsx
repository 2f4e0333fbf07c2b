/** @jsxImportSource preact */
import { Component, type ComponentChildren } from 'preact';
import { Stopped } from './parts/stopped.tsx';
import type { Challenge } from './wire.ts';

interface GuardProps {
  readonly challenge: Challenge;
  readonly fallback: string;
  readonly children: ComponentChildren;
}

/** A challenge that breaks its view (a shape that the wire format does not have) ends in a plain error, not a blank page. */
export class Guard extends Component<GuardProps, { readonly broken: boolean }> {
  override state = { broken: false };

  static override getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    const { challenge, fallback, children } = this.props;
    return this.state.broken ? <Stopped challenge={challenge} sentence={fallback} /> : children;
  }
}
