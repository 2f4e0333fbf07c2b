import { readDocument } from '../../core/blueprint/document.ts';
import { BlueprintError, faultText } from '../../core/blueprint/fault.ts';
import type { FieldErrors } from '../../core/problem/problem.ts';
import type { Rule } from '../objects/rule.ts';
import { checkVocabulary } from './vocabulary.ts';

/** What an instance applies, it applies with the rights of Postern itself. */
const POWERFUL = ['path', 'content', 'context', 'enabled'] as const;

/** Instances of blueprints: who may write one may do everything, so only superusers may. */
export const blueprintRule: Rule = {
  check(after, before, { actor, catalogue }): FieldErrors {
    if (actor && !actor.user.is_superuser) {
      const changed = POWERFUL.filter(
        (field) => before === undefined || JSON.stringify(after[field]) !== JSON.stringify(before[field]),
      );
      return Object.fromEntries(changed.map((field) => [field, ['Only a superuser may set this.']]));
    }
    const { content, path } = after;
    if (!content && !path) return { content: ['Give a path or a content.'] };
    if (content && path) return { path: ['Give a path or a content, not both.'] };
    if (typeof content !== 'string' || content === before?.content) return {};
    try {
      if (content !== '') checkVocabulary(catalogue, readDocument(content));
      return {};
    } catch (error) {
      if (error instanceof BlueprintError) return { content: error.faults.map(faultText) };
      throw error;
    }
  },
};
