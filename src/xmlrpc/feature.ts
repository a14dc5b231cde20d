// xmlrpc/feature.ts: XML-RPC, by which programs for writing reach a WordPress site.
import { programs } from '../base/settings/programs.ts';
import type { Feature } from '../feature.ts';
import { xmlrpcOpen } from './open.ts';

export const xmlrpc: Feature = {
  name: 'xmlrpc',
  open: xmlrpcOpen,
  settings: [programs],
};
