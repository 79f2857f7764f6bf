// The voice of the page: polite, and only when 500 ms have passed without another change.
import {useEffect, useState} from 'react';

export function Live({text}: {text: string}) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), 500);
    return () => clearTimeout(timer);
  }, [text]);
  return <div role="status" aria-live="polite" className="hidden">{said}</div>;
}
