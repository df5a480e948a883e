import type { FC } from 'hono/jsx';
import type { View } from '../view.ts';
import { Layout } from './layout.tsx';

/** One operation as the page shows it. */
export interface OperationView {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly inputs: readonly { name: string; place: string; required: boolean }[];
  readonly responses: readonly { status: string; description: string }[];
  readonly example: string;
}

/** The API for people to read; it is generated from the same routes as /openapi.json. */
export const ApiPage: FC<{ view: View; operations: readonly OperationView[] }> = ({ view, operations }) => {
  const { words } = view;
  return (
    <Layout view={view} title={words.api.title} section="api">
      <div class="page-head">
        <h1>{words.api.title}</h1>
        <p>{words.api.lead}</p>
        <p>
          <a href="/openapi.json">{words.api.machine}</a>
        </p>
        <p>{words.api.errors}</p>
      </div>
      {operations.map(({ method, path, summary, inputs, responses, example }) => (
        <section class="operation">
          <h2>
            <span class="method">{method}</span> <code>{path}</code>
          </h2>
          <p>{summary}</p>
          {inputs.length > 0 && <h3>{words.api.parameters}</h3>}
          <ul class="plain">
            {inputs.map(({ name, place, required }) => (
              <li>
                <code>{name}</code> <span class="muted">{words.api.places[place] ?? place}</span>{' '}
                {required && <em>{words.api.required}</em>}
              </li>
            ))}
          </ul>
          <h3>{words.api.responses}</h3>
          <ul class="plain">
            {responses.map(({ status, description }) => (
              <li>
                <code>{status}</code> <span class="muted">{description}</span>
              </li>
            ))}
          </ul>
          <h3>{words.api.tryIt}</h3>
          <pre>{example}</pre>
        </section>
      ))}
    </Layout>
  );
};
