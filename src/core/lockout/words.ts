/** What a person reads whose tries are used up. */
export const LOCKED_OUT = 'Too many wrong tries. Nothing is checked for a while.';
