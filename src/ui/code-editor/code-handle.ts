/** What whoever shows a text for editing can ask of it. */
export interface CodeHandle {
  focus(): void;
  goTo(line: number, column: number): void;
  /** Puts a text where the cursor stands, on lines of its own. */
  insert(text: string): void;
}
