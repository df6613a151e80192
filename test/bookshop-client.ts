export type Ask = <T = Failure>(line: string, body?: unknown) => Promise<Answer<T>>;

export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}
export interface Failure {
  error: { code: string; message: string };
}
/** One visitor: `ask('GET /api/books')`, keeping its session cookie. */
export function visitorOf(url: string): Ask {
  let cookie = '';
  return async <T = Failure>(line: string, body?: unknown): Promise<Answer<T>> => {
    const [method = 'GET', path = '/'] = line.split(' ');
    const response = await fetch(url + path, {
      method,
      headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const [set] = response.headers.getSetCookie();
    if (set !== undefined) cookie = set.split(';')[0] ?? '';
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : {}) as T };
  };
}

/** A seeded person, logged in. */
export async function loggedIn(url: string, email: string): Promise<Ask> {
  const ask = visitorOf(url);
  await ask('POST /api/auth/login', { email, password: 'correct horse' });
  return ask;
}

/** Somebody new, logged in, with an address to send books to. */
export async function newCustomer(url: string, email: string): Promise<{ ask: Ask; addressId: number }> {
  const ask = visitorOf(url);
  await ask('POST /api/auth/register', { email, name: 'Grace', password: 'correct horse' });
  await ask('POST /api/auth/login', { email, password: 'correct horse' });
  const { body } = await ask<{ id: number }>('POST /api/me/addresses', {
    street: '2 High Street',
    city: 'York',
    postcode: 'YO1 7AA',
    country: 'GB',
  });
  return { ask, addressId: body.id };
}
