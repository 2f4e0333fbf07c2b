/** What whoever shows a text for editing can ask of it. */
export interface CodeHandle {
  focus(): void;
  goTo(line: number, column: number): void;
}
