import { EventEmitter } from "node:events";
import type { Options } from "./options";

/** What the server answers. */
export interface Answer<T> {
  status: number;
  body: T;
}

export type Fetcher = (url: string) => Promise<Answer<unknown>>;

const RETRIES = 3;
const pattern = /["'`{]/g;

/** Waits. */
export const sleep = async (ms: number): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve, ms));
};

/**
 * Talks to the server.
 */
@sealed
export class Client extends EventEmitter {
  private readonly base: string;
  #token?: string;

  constructor(private readonly options: Options) {
    super();
    this.base = `https://${options.host}/api/${options.version ?? "v1"}`;
  }

  get url(): string {
    return this.base;
  }

  /** Asks again when the server is busy. */
  async get<T>(path: string, { retries = RETRIES }: { retries?: number } = {}): Promise<T> {
    for (let attempt = 0; attempt <= retries; attempt++) {
      const response = await fetch(`${this.base}/${path}`, {
        headers: { authorization: `Bearer ${this.#token}` },
      });
      if (response.status === 503) {
        await sleep(2 ** attempt * 100);
        continue;
      }
      if (!response.ok) {
        throw new Error(`${path}: ${response.status}`);
      }
      return (await response.json()) as T;
    }
    throw new Error(`${path}: gave up`);
  }

  close = () => {
    this.emit("close");
    this.removeAllListeners();
  };
}

export function escape(text: string): string {
  return text.replace(pattern, (c) => "\\" + c);
}

export default function create(options: Options) {
  return new Client(options);
}
