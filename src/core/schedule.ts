/** Tasks waiting for a worker. Urgent ones overtake: a part just read is measured before the next file is opened. */
export class Schedule {
  private readonly waiting: (() => Promise<void>)[] = [];
  private readonly urgent: (() => Promise<void>)[] = [];
  private readonly limit: number;
  private readonly mayStart: () => void;
  private running = 0;
  private failure: { error: unknown } | undefined;
  private settle: (() => void) | undefined;

  /** At most `limit` tasks at once; `mayStart` throws when no new one shall begin. */
  constructor(limit: number, mayStart: () => void) {
    this.limit = limit;
    this.mayStart = mayStart;
  }

  add(task: () => Promise<void>, options: { readonly urgent?: boolean } = {}): void {
    (options.urgent ? this.urgent : this.waiting).push(task);
  }

  /** Runs everything, also what tasks add; the first failure lets running tasks end and is thrown then. */
  async drain(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.settle = resolve;
      this.start();
    });
    if (this.failure) throw this.failure.error;
  }

  private start(): void {
    while (!this.failure && this.running < this.limit && this.waiting.length + this.urgent.length > 0)
      this.startOne();
    if (this.running === 0) this.settle?.();
  }

  private startOne(): void {
    try {
      this.mayStart();
    } catch (error) {
      this.failure = { error };
      return;
    }
    const task = (this.urgent.shift() ?? this.waiting.shift()) as () => Promise<void>;
    this.running++;
    task()
      .catch((error) => {
        this.failure ??= { error };
      })
      .finally(() => {
        this.running--;
        this.start();
      });
  }
}
