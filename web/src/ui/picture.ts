// Pictures that the server draws: their bytes as an address that an <img> can show.
import {useEffect, useState} from 'react';

/** An address of the bytes for as long as they are shown. */
export function usePicture(bytes: Blob | undefined): string | undefined {
  const [made, setMade] = useState<{bytes: Blob; url: string}>();
  useEffect(() => {
    if (!bytes) return undefined;
    const url = URL.createObjectURL(bytes);
    setMade({bytes, url});
    return () => void setTimeout(() => URL.revokeObjectURL(url), 10_000); // The picture may still be on its way to the page.
  }, [bytes]);
  return made?.bytes === bytes ? made?.url : undefined; // Never those of before.
}
