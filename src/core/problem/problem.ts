/** The catalogue of errors that the API answers with. Each has a status and a text that is safe to show. */
export const PROBLEMS = {
  invalid: { status: 400, detail: 'The request is not valid.' },
  parse_error: { status: 400, detail: 'The request body could not be read as JSON.' },
  not_authenticated: { status: 403, detail: 'Authentication credentials were not provided.' },
  authentication_failed: { status: 403, detail: 'These credentials are not valid.' },
  permission_denied: { status: 403, detail: 'You do not have permission to do this.' },
  csrf_failed: { status: 403, detail: 'The request did not come from a page of this site.' },
  not_found: { status: 404, detail: 'There is no such object.' },
  method_not_allowed: { status: 405, detail: 'This method is not allowed here.' },
  precondition_failed: {
    status: 412,
    detail: 'The object has changed since you read it. Read it again and repeat the change.',
  },
  unsupported_media_type: {
    status: 415,
    detail: 'Send JSON with the header Content-Type: application/json.',
  },
  throttled: { status: 429, detail: 'Too many requests. Wait a moment and try again.' },
  error: {
    status: 500,
    detail: 'Something went wrong on our side. Quote the request id when you ask for help.',
  },
  unavailable: { status: 503, detail: 'The service is not ready yet. Try again in a moment.' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** Errors by field, in the shape of the API: lists of sentences, or an object of them for nested fields. */
export type FieldErrors = Readonly<Record<string, readonly string[] | Readonly<Record<string, unknown>>>>;

/**
 * A refusal that ends a request. `detail` and `fields` are public; `cause` is for the log only.
 * Wire shape (400): `{field: [..], non_field_errors?, code}`; others `{detail, code}`.
 */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly fields: FieldErrors | undefined;

  constructor(code: ProblemCode, options: { detail?: string; fields?: FieldErrors; cause?: unknown } = {}) {
    super(
      options.detail ?? PROBLEMS[code].detail,
      options.cause === undefined ? {} : { cause: options.cause },
    );
    this.name = 'Problem';
    this.code = code;
    this.status = PROBLEMS[code].status;
    this.fields = options.fields;
  }
}

/** A 400 that names the fields. */
export const invalid = (fields: FieldErrors): Problem => new Problem('invalid', { fields });
