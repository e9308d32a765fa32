import type { InvokeBody } from './invoke-response';

const MAX_ANSWERS = 200;

/** What was answered to the last presses: Teams repeats an invoke that it believes lost, and is given the same answer again. */
export class RememberedAnswers {
  private readonly answers = new Map<string, Promise<InvokeBody>>();

  find(key: string): Promise<InvokeBody> | undefined {
    return this.answers.get(key);
  }

  remember(key: string, answer: Promise<InvokeBody>): Promise<InvokeBody> {
    this.answers.set(key, answer);
    const [oldest] = this.answers.keys();
    if (this.answers.size > MAX_ANSWERS && oldest !== undefined) this.answers.delete(oldest);
    return answer;
  }
}
