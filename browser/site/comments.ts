// site/comments.ts: moves the form to the comment that is answered, and keeps what is typed. Without it all of it works too.

const respond = document.getElementById('respond');
const form = document.getElementById('commentform');

findMovedComment();
if (respond && form) {
  moveToReplies();
  keepDraft();
}
document.getElementById('comment-error')?.focus();

/** An old link may name a comment that stands on another page of comments by now. */
function findMovedComment() {
  const [, id] = /^#comment-(\d+)$/.exec(location.hash) ?? [];
  const isPost = document.getElementById('comments') !== null;
  if (id && isPost && !document.getElementById(`comment-${id}`)) location.replace(`/comments/${id}`);
}

function moveToReplies() {
  const home = document.createElement('div');
  home.hidden = true;
  respond.before(home);
  const heading = document.getElementById('reply-heading');
  const cancel = document.getElementById('cancel-comment-reply-link');
  let opener;

  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('.comment-reply-link');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    opener = link;
    document.getElementById(`div-comment-${link.dataset.comment}`).after(respond);
    answer(link.dataset.comment, link.dataset.heading);
    form.elements.comment.focus();
  });

  cancel.addEventListener('click', (event) => {
    event.preventDefault();
    home.after(respond);
    answer('0', heading.dataset.plain);
    // Whoever came from a reply link goes back to it; else to the text.
    (opener?.isConnected ? opener : form.elements.comment).focus();
    opener = undefined;
  });

  respond.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !cancel.hidden && !event.isComposing) cancel.click();
  });

  function answer(id, words) {
    form.elements.comment_parent.value = id;
    heading.textContent = words;
    cancel.hidden = id === '0';
  }
}

/** The text outlives a closed laptop, a crash and a wrong click; it is forgotten once the comment is kept. */
function keepDraft() {
  const name = `comment-draft-${form.dataset.post}`;
  const text = form.elements.comment;
  const wasRefused = document.getElementById('comment-error') !== null;
  if (remembered(`${name}-sent`) && !wasRefused && /^#comment-\d+$/.test(location.hash)) {
    forget(name);
  }
  forget(`${name}-sent`);
  const draft = remembered(name);
  if (draft && !text.value) text.value = draft;
  text.addEventListener('input', () => remember(name, text.value));
  form.addEventListener('submit', () => {
    remember(name, text.value);
    remember(`${name}-sent`, 'yes');
  });
}

// A browser may forbid storage; then nothing is kept, and nothing breaks.
function remembered(name) {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

function remember(name, value) {
  try {
    sessionStorage.setItem(name, value);
  } catch {
    /* kept nowhere */
  }
}

function forget(name) {
  try {
    sessionStorage.removeItem(name);
  } catch {
    /* kept nowhere */
  }
}
