// setup/sample-texts.ts: the words of a fresh blog's post, page and comments.

export const category = 'Notes';
export const tags = 'beginnings, the sea';

export const pictureName = 'evening-by-the-water.jpg';
export const pictureAlt = 'Low hills in blue layers under a pale evening sky, the sun just above the water';
export const pictureCaption = 'The bay on the evening this was written. A blog is a window you keep clean.';

export const postTitle = 'A window, a table, and somebody to talk to';

/** `figure` is the picture's markup. */
export const postContent = (
  figure: string,
): string => `Every blog begins with the same small worry: who is this for? You will not know for a while, and that is fine. Write as you would to one friend who moved away, who knows you well enough to skip the introductions, and who will write back.

<!--more-->

${figure}

<h2>Small and often</h2>

The posts people remember are rarely the long ones. They are a walk described on the day it was walked, a recipe with the mistake left in, a question asked before its author had the answer. Keep a list of such things on paper. When you sit down, take the one that still makes you curious.

<blockquote>Finish the sentence you would be sorry to have left out, then stop.</blockquote>

<h2>Things that speak for themselves</h2>

Put a link alone on its line and it is shown right here. This one is the first film anybody ever put on YouTube: nineteen seconds, one visitor, a few elephants. Nothing is asked of that site before you press play.

https://www.youtube.com/watch?v=jNQXAC9IVRw

<h2>The best part is below</h2>

What turns pages into a blog is the talk beneath them. Readers may answer each other, bring a photograph or a recording, and find their thread again next year under the same address. Be the host you would like to visit: answer early, thank people who correct you, and let a good disagreement run.

This post is only here to show you the room. Change it, or move it to the trash from your desk; it will not mind.`;

export const pageTitle = 'About';
/** Leaves /about/ free for the page of a blog that is imported. */
export const pageSlug = 'about-this-blog';
export const pageContent = `This is the place to say who writes here, and why. Two or three honest sentences do more than a full biography: what you care about, how often you write, and how a reader can reach you.

If you keep only one promise, make it this one: that somebody answers.`;

export interface SampleComment {
  author_name: string;
  author_email: string;
  content: string;
  minutes: number;
  /** Index of the comment it answers. */
  answers?: number;
  /** Written by the blog's owner. */
  is_owner?: boolean;
}

export const comments: SampleComment[] = [
  {
    author_name: 'Ines Marchetti',
    author_email: 'ines@example.com',
    content:
      'I kept a paper notebook for eleven years because I was afraid of an empty room. The line about the friend who moved away is the one I needed. **Subscribed**, as we used to say.',
    minutes: 34,
  },
  {
    author_name: '',
    author_email: '',
    content:
      'Then the room is not empty any more. What was in the notebook? A page of it would make a fine first post.',
    minutes: 51,
    answers: 0,
    is_owner: true,
  },
  {
    author_name: 'Ines Marchetti',
    author_email: 'ines@example.com',
    content: 'Mostly weather and soup. I am beginning to think that is not a bad title.',
    minutes: 68,
    answers: 1,
  },
  {
    author_name: 'Tobias Okafor',
    author_email: 'tobias@example.com',
    content:
      'A practical note for new hosts: read your own post once on a telephone before you send it out.\n\n> Finish the sentence you would be sorry to have left out\n\nand then read it on the telephone again.',
    minutes: 190,
  },
];
