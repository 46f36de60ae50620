import { useEffect, useRef, useState, type ReactNode } from 'react';

/** A table too wide for its place scrolls in its own frame; the keyboard stops on it then, and only then. */
export function TableFrame({ children }: { readonly children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  const [wide, setWide] = useState(false);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() =>
      setWide(element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={frame} className="tableau-cadre" tabIndex={wide ? 0 : undefined}>
      {children}
    </div>
  );
}
