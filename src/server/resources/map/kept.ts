/** Results that are dear to make and stay valid under their name: the ones used last, up to a size. */
export class Kept<T> {
  private readonly entries = new Map<string, Promise<T>>();
  private readonly sizes = new Map<string, number>();
  private readonly most: number;
  private readonly sizeOf: (made: T) => number;

  constructor(most: number, sizeOf: (made: T) => number) {
    this.most = most;
    this.sizeOf = sizeOf;
  }

  /** What is kept under the name, else what `make` makes; callers who come meanwhile wait for the same. */
  get(name: string, make: () => Promise<T>): Promise<T> {
    const known = this.entries.get(name);
    const made = known ?? make();
    this.entries.delete(name);
    this.entries.set(name, made);
    if (known === undefined) {
      made.then(
        (value) => this.weigh(name, value),
        () => this.forget(name),
      );
    }
    return made;
  }

  private weigh(name: string, value: T): void {
    if (!this.entries.has(name)) return;
    this.sizes.set(name, this.sizeOf(value));
    for (let sum = this.sum(); sum > this.most && this.sizes.size > 1; sum = this.sum())
      this.forget([...this.entries.keys()].find((other) => other !== name && this.sizes.has(other)) ?? name);
  }

  private sum(): number {
    return this.sizes.values().reduce((sum, size) => sum + size, 0);
  }

  private forget(name: string): void {
    this.entries.delete(name);
    this.sizes.delete(name);
  }
}
