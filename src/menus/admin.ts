// menus/admin.ts: Appearance → Menus.
import { Router, type Request, type Response } from 'express';
import { needs } from '../accounts/guard.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { badRequest, notFound } from '../base/errors.ts';
import { formBody } from '../base/http/form-body.ts';
import { idFrom } from '../base/http/ids.ts';
import { __, _n } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { menusView, menuView, placeTitles } from './admin-view.ts';
import { assignMenus, removeMenu } from './assign.ts';
import { addItems, changeItem, reorder } from './change-items.ts';
import { addedItems, itemTitle, linkOf, menuName, moveFrom, orderFrom, placesFrom } from './form.ts';
import { arranged, moved } from './menu.ts';
import { deleteItem, findMenu, insertMenu, renameMenu, updateItem } from './queries.ts';

const here = '/admin/menus';

export function menusAdmin(blog: Blog): Router {
  const router = Router();
  router.use('/menus', needs('edit_theme_options'), formBody('64kb', 600));

  router.get('/menus', listMenus.bind(null, blog));
  router.post('/menus/add', addMenu.bind(null, blog));
  router.post('/menus/assign', saveAssignments.bind(null, blog));
  router.get('/menus/:id', showMenu.bind(null, blog));
  router.post('/menus/:id/rename', renameOne.bind(null, blog));
  router.post('/menus/:id/delete', deleteOne.bind(null, blog));
  router.post('/menus/:id/items/add', takeItems.bind(null, blog));
  router.post('/menus/:id/order', saveOrder.bind(null, blog));
  router.post('/menus/:id/items/:item/save', saveOne.bind(null, blog));
  router.post('/menus/:id/items/:item/remove', removeOne.bind(null, blog));
  router.post('/menus/:id/items/:item/:move', moveOne.bind(null, blog));

  return router;
}

async function listMenus(blog: Blog, req: Request, res: Response) {
  res.render('menus/admin', {
    frame: await adminFrame(blog, req, { title: __('Menus') }),
    ...(await menusView(blog)),
  });
}

async function addMenu(blog: Blog, req: Request, res: Response) {
  const menu = await insertMenu(blog.db, menuName(req.body));
  if (!menu) throw badRequest(__('Another menu has this name.'));
  leaveNotice(req, __('Now add lines to the menu, then give it a place.'));
  res.redirect(303, `${here}/${menu.id}`);
}

async function saveAssignments(blog: Blog, req: Request, res: Response) {
  const chosen = placesFrom(req.body, [...(await placeTitles(blog)).keys()]);
  await assignMenus(blog, chosen);
  leaveNotice(req, __('Saved.'), 'done', '/');
  res.redirect(303, here);
}

async function showMenu(blog: Blog, req: Request, res: Response) {
  const menu = await menuOf(blog, req);
  const frame = await adminFrame(blog, req, {
    title: __(/* translators: name of a menu */ 'Menu %s', menu.name),
  });
  res.render('menus/admin-one', { frame, ...(await menuView(blog, req, menu)) });
}

async function renameOne(blog: Blog, req: Request, res: Response) {
  const { id } = await menuOf(blog, req);
  if (!(await renameMenu(blog.db, id, menuName(req.body))))
    throw badRequest(__('Another menu has this name.'));
  back(req, res, id, __('Renamed.'));
}

async function deleteOne(blog: Blog, req: Request, res: Response) {
  const { id, name } = await menuOf(blog, req);
  await removeMenu(blog, id);
  leaveNotice(req, __('The menu %s is deleted.', name));
  res.redirect(303, here);
}

async function takeItems(blog: Blog, req: Request, res: Response) {
  const { id } = await menuOf(blog, req);
  const count = await addItems(blog, id, addedItems(req.body));
  back(req, res, id, _n('One line added.', '%s lines added.', count));
}

async function saveOrder(blog: Blog, req: Request, res: Response) {
  const { id } = await menuOf(blog, req);
  const wanted = orderFrom(req.body);
  await reorder(blog, id, (items) => arranged(items, wanted));
  back(req, res, id, __('The order is saved.'));
}

async function saveOne(blog: Blog, req: Request, res: Response) {
  const { id } = await menuOf(blog, req);
  await changeItem(blog, id, idFrom(req.params.item, 'line'), (db, item) => {
    const words = item.kind === 'link' ? linkOf(req.body) : { title: itemTitle(req.body), url: '' };
    return updateItem(db, { id: item.id, menu_id: id, ...words });
  });
  back(req, res, id, __('Saved.'));
}

async function removeOne(blog: Blog, req: Request, res: Response) {
  const { id } = await menuOf(blog, req);
  await changeItem(blog, id, idFrom(req.params.item, 'line'), (db, item) => deleteItem(db, id, item.id));
  back(req, res, id, __('Removed.'));
}

async function moveOne(blog: Blog, req: Request, res: Response) {
  const { id } = await menuOf(blog, req);
  const item = idFrom(req.params.item, 'line');
  const move = moveFrom(req.params.move);
  if (!move) throw notFound('page');
  await reorder(blog, id, (items) => moved(items, item, move));
  // Back to the button (a fragment would keep the focus from it), so that a line can be moved on with the same key.
  res.redirect(303, `${here}/${id}?moved=${item}-${move}`);
}

async function menuOf(blog: Blog, req: Request) {
  const menu = await findMenu(blog.db, idFrom(req.params.id, 'menu'));
  if (!menu) throw notFound('menu');
  return menu;
}

function back(req: Request, res: Response, id: number, said: string): void {
  leaveNotice(req, said);
  res.redirect(303, `${here}/${id}`);
}
