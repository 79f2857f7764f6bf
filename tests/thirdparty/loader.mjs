// A document loader that holds what it was handed and throws on every other address: no verifier may
// need the network, and none may be led to another document.
import {contexts as credentials} from '@digitalbazaar/credentials-context';
import {contexts as integrity} from '@digitalbazaar/data-integrity-context';
import * as statusList from '@digitalbazaar/vc-bitstring-status-list-context';

const multikey = {
  id: 'id', type: 'type', '@protected': true, Multikey: {
    '@id': 'https://w3id.org/security#Multikey',
    '@context': {
      '@protected': true, id: '@id', type: '@type',
      controller: {'@id': 'https://w3id.org/security#controller', '@type': '@id'},
      publicKeyMultibase: {
        '@id': 'https://w3id.org/security#publicKeyMultibase', '@type': 'https://w3id.org/security#multibase'
      }
    }
  }
};

// `documents`: address -> object. A did.json answers for the addresses of its keys too.
export function loaderOf(documents) {
  const known = new Map([...credentials, ...integrity, ...(statusList.contexts ?? statusList)]);
  known.set('https://w3id.org/security/multikey/v1', {'@context': multikey});
  for (const [address, document] of Object.entries(documents)) known.set(address, document);
  return async address => {
    if (known.has(address)) return {contextUrl: null, documentUrl: address, document: known.get(address)};
    const [did] = address.split('#');
    const method = known.get(did)?.verificationMethod?.find(key => key.id === address);
    if (!method) throw new Error(`asked for ${address}`);
    const document = {'@context': 'https://w3id.org/security/multikey/v1', ...method};
    return {contextUrl: null, documentUrl: address, document};
  };
}
