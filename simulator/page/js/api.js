/** Talks to the simulator: plain requests, and the stream of what happens. */

const RETRY_MS = 2000;

export async function get(path) {
  const response = await fetch(`/api${path}`);
  if (!response.ok) throw new Error(`Der Simulator antwortet mit ${response.status}.`);
  return response.json();
}

export async function post(path, body) {
  const response = await fetch(`/api${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? "Das hat nicht geklappt.");
  return answer;
}

/**
 * Follows the events after a number. The browser reconnects by itself and names the last number it saw,
 * so nothing gets lost; where it gives up, a new stream goes on from there.
 */
export function follow(instance, after, { onEvent, onState }) {
  let last = after;
  let source;
  let timer;
  const open = () => {
    source = new EventSource(`/api/events?after=${last}&instance=${instance}`);
    source.onopen = () => onState(true);
    source.onmessage = ({ data }) => {
      const event = JSON.parse(data);
      last = event.number;
      onEvent(event);
    };
    source.onerror = () => {
      onState(false);
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, RETRY_MS);
    };
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
