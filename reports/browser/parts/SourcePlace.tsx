import { useModel } from '../app/model.ts';
import { sourceAddress } from '../../model/source-address.ts';
import { visible } from '../../model/visible.ts';

/** `file:line`, a link where the report was told where its source lies. */
export function SourcePlace({
  path,
  line,
  text,
}: {
  path: string;
  line?: number | undefined;
  text?: string;
}) {
  const { page } = useModel();
  const said = text ?? `${visible(path)}${line === undefined || line === 0 ? '' : `:${line}`}`;
  if (page.sourceLink === undefined) return <span class="place">{said}</span>;
  return (
    <a
      class="place"
      href={sourceAddress(page.sourceLink, path, line)}
      target="_blank"
      rel="noreferrer noopener"
    >
      {said}
    </a>
  );
}
