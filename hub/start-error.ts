/** The hub cannot start or do what was asked; the message is a sentence for the person at the keyboard. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
