import { useEffect, useState } from 'react';

interface Props {
  readonly texte?: string;
}

/** Says that something is being read, but only once the wait can be noticed: a flash is worse than a blank of 150 ms. */
export function Loading({ texte = 'Lecture en cours…' }: Props) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p role="status" className="discret" style={{ padding: '0.5rem 1rem', margin: 0, minHeight: '1.5rem' }}>
      {shown ? texte : ''}
    </p>
  );
}
