import { startTransition, useEffect, useState } from 'react';

/**
 * False until what the caller drew first was painted, then true, without holding what the doctor does meanwhile: what is
 * out of sight at opening is drawn a moment after what is read first.
 */
export function useAfterPaint(): boolean {
  const [painted, setPainted] = useState(false);
  useEffect(() => {
    startTransition(() => setPainted(true));
  }, []);
  return painted;
}
