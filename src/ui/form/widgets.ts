import { type ComponentType, createContext } from 'react';
import type { ControlProps } from './control-props.ts';

/** Controls that whoever shows a form brings along, by the widget that a schema names. Their values are data. */
export const FormWidgets = createContext<Readonly<Record<string, ComponentType<ControlProps>>>>({});
