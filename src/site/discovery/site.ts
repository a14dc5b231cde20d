// site/discovery/site.ts: robots.txt, security.txt, NodeInfo, the web app manifest, OpenSearch and llms.txt.
import { Router, type Response } from 'express';
import { renderView } from '../../base/http/views.ts';
import { notFound } from '../../base/errors.ts';
import type { Blog } from '../../blog.ts';
import {
  appManifest,
  nodeInfo,
  nodeInfoLinks,
  nodeInfoPath,
  openSearchView,
  securityPath,
  securityText,
} from './documents.ts';
import { guideText } from './guide.ts';
import { robotsText } from './robots.ts';

export function discoverySite(blog: Blog): Router {
  const router = Router({ strict: true });

  router.get('/robots.txt', async function sendRobots(_req, res) {
    sendText(res, await robotsText(blog));
  });
  router.get('/security.txt', function leadToSecurity(_req, res) {
    res.redirect(301, securityPath);
  });
  router.get(securityPath, async function sendSecurity(_req, res) {
    sendText(res, await securityText(blog));
  });
  router.get('/llms.txt', async function sendGuide(_req, res) {
    sendText(res, await guideText(blog));
  });
  router.get('/.well-known/nodeinfo', function sendNodeInfoLinks(_req, res) {
    res.set(forAnySite).json(nodeInfoLinks(blog));
  });
  router.get(nodeInfoPath, async function sendNodeInfo(_req, res) {
    const profile =
      'application/json; profile="http://nodeinfo.diaspora.software/ns/schema/2.1#"; charset=utf-8';
    res.set({ ...forAnySite, 'Content-Type': profile });
    res.send(Buffer.from(JSON.stringify(await nodeInfo(blog))));
  });
  router.get('/site.webmanifest', async function sendManifest(_req, res) {
    res.type('application/manifest+json; charset=utf-8');
    res.send(Buffer.from(JSON.stringify(await appManifest(blog))));
  });
  router.get('/opensearch.xml', async function sendOpenSearch(_req, res) {
    res.type('application/opensearchdescription+xml; charset=UTF-8');
    res.send(Buffer.from(await renderView('site/discovery/opensearch', await openSearchView(blog))));
  });

  return router;
}

// Anybody may read them from a page of their own; NodeInfo asks for that.
const forAnySite = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };

function sendText(res: Response, text: string | undefined): void {
  if (text === undefined) throw notFound('page');
  res.type('text/plain; charset=utf-8').send(text);
}
