import type { FC } from 'hono/jsx';
import type { View } from '../view.ts';
import { Layout } from './layout.tsx';

/** A page that says one thing, such as that there is no such page, and leads back to the start. */
export const MessagePage: FC<{ view: View; message: string }> = ({ view, message }) => (
  <Layout view={view} title={view.words.errors.title} section="none">
    <div class="message">
      <h1>{view.words.errors.title}</h1>
      <p>{message}</p>
      <p class="actions">
        <a class="button" href="/">
          {view.words.errors.home}
        </a>
        <a class="button quiet" href="/documents">
          {view.words.answer.browse}
        </a>
      </p>
    </div>
  </Layout>
);
