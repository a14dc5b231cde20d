// comments.js: moves the form to the comment that is answered, and keeps what is typed.
