// xmlrpc/system.ts: what the server says of itself: system.*, demo.*, mt.supportedMethods; and several calls in one.
import { dispatch, type Session } from './dispatch.ts';
import { open, type Method } from './method.ts';
import { fault, faultOf } from './protocol/fault.ts';
import { listIn, numberIn, structIn, textIn, type Value } from './protocol/values.ts';

const specifications: Record<string, [url: string, version: number]> = {
  xmlrpc: ['http://www.xmlrpc.com/spec', 1],
  faults_interop: ['http://xmlrpc-epi.sourceforge.net/specs/rfc.fault_codes.php', 20010516],
  'system.multicall': ['http://www.xmlrpc.com/discuss/msgReader$1208', 1],
};

export const systemMethods: Method[] = [
  open('system.getCapabilities', async () =>
    Object.fromEntries(
      Object.entries(specifications).map(([name, [specUrl, specVersion]]) => [
        name,
        { specUrl, specVersion },
      ]),
    ),
  ),
  open('demo.sayHello', async () => 'Hello!'),
  open('demo.addTwoNumbers', async ({ args }) => numberOf(args[0]) + numberOf(args[1])),
  open('mt.supportedTextFilters', async () => []),
];

/** system.multicall is the work of the router: it runs others. */
export const multicallName = 'system.multicall';

/** The methods that tell which there are. @param names of all others */
export const listingMethods = (names: string[]): Method[] => [
  open('system.listMethods', async () => [
    ...names,
    multicallName,
    'system.listMethods',
    'mt.supportedMethods',
  ]),
  open('mt.supportedMethods', async () => names.filter((name) => !name.startsWith('system.'))),
];

const numberOf = (value: Value | undefined): number => numberIn(value, 0, 1_000_000_000);

const mostCalls = 50;

/**
 * Several calls, one after another: each answer in an array of one, or what went wrong. After a failed sign-in nothing more
 * is tried (dispatch.ts).
 */
export async function multicall(session: Session, given: Value | undefined): Promise<Value> {
  const calls = listIn(given);
  if (calls.length > mostCalls) throw fault(400, `At most ${mostCalls} calls may come at once.`);
  const answers: Value[] = [];
  for (const call of calls) {
    const { methodName, params } = structIn(call);
    const method = textIn(methodName);
    try {
      if (method === multicallName) throw fault(-32600, 'Recursive calls to system.multicall are forbidden');
      answers.push([await dispatch(session, { method, params: listIn(params) })]);
    } catch (error) {
      const { faultCode, faultString } = faultOf(session.blog, error);
      answers.push({ faultCode, faultString });
    }
  }
  return answers;
}
