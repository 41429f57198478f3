// A tiny client over fetch: one question, its answer, or the reasons why there is none.

export interface ServiceError {
  message: string;
  path?: Array<string | number>;
  extensions?: { code?: string; requestId?: string };
}

export class Refused extends Error {
  readonly errors: ServiceError[];

  constructor(errors: ServiceError[]) {
    super(errors[0]?.message ?? "refused");
    this.errors = errors;
  }
}

export class Client {
  readonly #url: string;
  readonly #headers: Record<string, string>;

  constructor(address: string, token?: string) {
    this.#url = `${address.replace(/\/+$/, "")}/graphql`;
    this.#headers = {
      "Content-Type": "application/json",
      Accept: "application/graphql-response+json, application/json",
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    };
  }

  async ask<Answer>(query: string, variables: object = {}): Promise<Answer> {
    const answer = await fetch(this.#url, {
      method: "POST",
      headers: this.#headers,
      body: JSON.stringify({ query, variables }),
    });
    const told = (await answer.json()) as { data?: Answer; errors?: ServiceError[] };
    if (told.errors?.length) throw new Refused(told.errors);
    return told.data as Answer;
  }
}
