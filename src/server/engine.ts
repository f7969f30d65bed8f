import type { Database } from "../core/database.ts";

/** An SQL engine that does one thing at a time: its tables of people's deeds are brought up to date between two statements only. */
export class Engine {
  private readonly database: Database;
  private readonly refresh: (database: Database) => Promise<void>;
  private tail: Promise<unknown> = Promise.resolve();

  constructor(database: Database, refresh: (database: Database) => Promise<void>) {
    this.database = database;
    this.refresh = refresh;
  }

  /** Does some work when everything before it is done. */
  inTurn<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const doing = async () => {
      await this.refresh(this.database);
      return work(this.database);
    };
    const turn = this.tail.then(doing, doing);
    this.tail = turn.catch(() => {});
    return turn;
  }

  /** Closes when what is on its way is done: an engine must not go under a running statement. */
  async close(): Promise<void> {
    await this.tail;
    this.database.close();
  }
}
