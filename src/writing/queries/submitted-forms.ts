// writing/queries/submitted-forms.ts: which forms of the write screen were submitted, and what came of them.
import type { Database } from '../../base/database/database.ts';

export interface SubmittedForm {
  form_key: string;
  post_id: number | null;
  digest: string;
  modified_at: Date | null;
}

/** Claims a key until the transaction ends; another transaction that has claimed it is waited for. False when it is known. */
export async function claimForm(
  db: Database,
  form: Pick<SubmittedForm, 'form_key' | 'digest'>,
  submitted_at: Date,
): Promise<boolean> {
  const { rowCount } = await db.raw<{ rowCount: number }>(
    `INSERT INTO submitted_forms (form_key, digest, submitted_at) VALUES (:form_key, :digest, :submitted_at)
     ON CONFLICT (form_key) DO NOTHING`,
    { ...form, submitted_at },
  );
  return rowCount > 0;
}

/** A form that was submitted, held until the transaction ends. */
export function lockForm(db: Database, form_key: string): Promise<SubmittedForm | undefined> {
  return db<SubmittedForm>('submitted_forms').where({ form_key }).forUpdate().first();
}

export function findForm(db: Database, form_key: string): Promise<SubmittedForm | undefined> {
  return db<SubmittedForm>('submitted_forms').where({ form_key }).first();
}

/** Notes what a claimed form did; forgets those submitted before `until`. */
export async function settleForm(
  db: Database,
  { form_key, ...settled }: SubmittedForm,
  until: Date,
): Promise<void> {
  await db('submitted_forms').where({ form_key }).update(settled);
  await db('submitted_forms').where('submitted_at', '<', until).delete();
}
