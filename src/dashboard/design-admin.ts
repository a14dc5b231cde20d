// dashboard/design-admin.ts: the style page for who works on the admin: each component in each state, of the same partials.
import { Router } from 'express';
import { needs } from '../accounts/guard.ts';
import { fieldView } from '../base/admin/fields.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { pagingView } from '../base/admin/paging.ts';
import { timeView } from '../base/time/relative.ts';
import type { Blog } from '../blog.ts';

/** Nothing for owners: a blog in production has no such page. */
export function designAdmin(blog: Blog): Router {
  const router = Router();
  if (!['development', 'test'].includes(process.env.NODE_ENV ?? '')) return router;

  router.get('/design', needs('manage_options'), async function showDesign(req, res) {
    const now = blog.now();
    const style = { now, zone: 'UTC', date_format: 'F j, Y', time_format: 'g:i a' };
    const ago = (hours: number) => timeView(new Date(now.getTime() - hours * 3_600_000), style);
    res.render('dashboard/design', {
      frame: await adminFrame(blog, req, {
        title: 'Design',
        notice: {
          kind: 'done',
          text: 'One post moved to the Trash.',
          undo: { action: '/admin/design', fields: [] },
        },
        deed: { title: 'The one deed', href: '/admin/design', icon: 'plus' },
      }),
      fields,
      times: [ago(0), ago(0.1), ago(5), ago(28), ago(400), ago(-80)],
      options: {
        action: '/admin/design',
        per_page: '20',
        most: '200',
        columns: [{ name: 'author', title: 'Author', is_shown: true }],
      },
      views: ['All', 'Published', 'Pending', 'Trash'].map((title, index) => ({
        title,
        count: [50, 42, 2, 6][index],
        href: '/admin/design',
        is_current: index === 0,
      })),
      paging: pagingView('/admin/design', {}, { page: 2, total: 50, per_page: 20 }),
    });
  });

  return router;
}

const choices = [
  { value: 'open', title: 'Allow' },
  { value: 'closed', title: 'Do not allow' },
];

const fields = [
  fieldView({ name: 'a-text', label: 'Text', kind: 'text', help: 'What it does.' }, 'As it is'),
  fieldView({ name: 'a-wrong', label: 'A wrong one', kind: 'text' }, 'nonsense', {
    problem: 'This is no address. It begins with https://.',
  }),
  fieldView({ name: 'a-number', label: 'Number', kind: 'number', min: 0, max: 90 }, 15),
  fieldView({ name: 'a-choice', label: 'Select', kind: 'select' }, 'open', { choices }),
  fieldView({ name: 'a-radio', label: 'Radio', kind: 'radio' }, 'closed', { choices }),
  fieldView({ name: 'a-box', label: 'Checkbox', kind: 'checkbox', help: 'With its help.' }, true),
  fieldView({ name: 'a-long', label: 'Long text', kind: 'textarea' }, 'A line\nand another'),
];
