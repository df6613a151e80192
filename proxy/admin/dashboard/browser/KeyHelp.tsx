import type { JSX } from 'preact';
import { Modal } from './Modal.tsx';

const KEYS = [
  ['/', 'filter the routes'],
  ['j k ↓ ↑', 'next, previous route'],
  ['Enter', 'open the route in focus'],
  ['Esc', 'close the open route, or a dialog'],
  ['p', 'promote the open route'],
  ['r', 'roll the open route back'],
  ['space', 'pause or resume its rollout'],
  ['1 2 3', 'routes, upstreams, audit log'],
  ['?', 'this help'],
] as const;

export function KeyHelp({ close }: { readonly close: () => void }): JSX.Element {
  return (
    <Modal title="Keys" close={close}>
      <table>
        <tbody>
          {KEYS.map(([key, meaning]) => (
            <tr key={key}>
              <th scope="row">
                <kbd>{key}</kbd>
              </th>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="actions">
        <button type="button" onClick={close}>
          Close
        </button>
      </p>
    </Modal>
  );
}
