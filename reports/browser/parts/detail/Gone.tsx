import { visible } from '../../../model/visible.ts';

/** An address may name what another analysis had. */
export function Gone({ what }: { what: string }) {
  return <p class="empty">{visible(what)} is not in this cut.</p>;
}
