// tests/house/exceptions.ts: where a rule does not hold, and why. One that is needed no more must go: the tests say so.

/** Features that write a table of another: `feature → table`. `import` writes rows of all, as they were, and stands apart. */
export const writers: Record<string, string> = {
  'writing → posts': 'the lists change many posts in one statement, and take it back',
  'writing → post_terms': 'what the lists take back has its terms again',
};

/** Files with SQL that are no queries files. */
export const placesOfSql: Record<string, string> = {
  'announcements.ts': 'a row into the queue, in the transaction of what is announced',
  'base/database/dump-catalog.ts': 'reads the catalogue of the database',
  'base/database/dump.ts': 'copies whole tables, whatever they are',
  'base/database/load-dump.ts': 'fills whole tables, whatever they are',
  'base/database/embedded-cluster.ts': 'asks whether the database answers',
  'base/database/id-counters.ts': 'reads the catalogue of the database',
  'base/database/migrate.ts': 'the lock around migrations',
  'base/database/persistent-connection.ts': 'locks of the process',
  'base/database/reach.ts': 'asks for the version of the database',
  'base/jobs/jobs.ts': 'rows into the queue',
  'base/jobs/remade-rows.ts': 'the same statements for tables of several features',
  'base/jobs/worker.ts': 'the lock of a worker that lives',
  'base/settings/settings.ts': 'the whole of one table, read and written here alone',
  'doctor.ts': 'asks whether the database answers',
  'setup/set-up.ts': 'the lock of two who set up at once',
};

/** Functions that make a query for each of many things: `file function`. */
export const loopedQueries: Record<string, string> = {
  'attachments/attach-files.ts attachFiles':
    'as many as a comment may have files, each of which is moved on disk',
  'base/database/id-counters.ts mendCounters': 'a command of the owner; a table each',
  'comments/bans/admin.ts tidyBans': 'a job; a portion each',
  'comments/content/extract-now.ts withExtracts':
    'once in the life of a row that was written before extracts were kept',
  'comments/content/rerender.ts showEmbed': 'a job; a portion each',
  'comments/moderation/empty-trash.ts emptyComments': 'a portion each',
  'comments/moderation/empty-trash.ts tidyComments': 'a job; a portion each',
  'comments/notifications/digest.ts sendDigests': 'a job; a transaction for each letter',
  'comments/own/export.ts portionsOf': 'a portion each',
  'comments/personal/personal-data.ts comments': 'a portion each',
  'comments/reactions/recount.ts recountHelpful': 'a job; a portion each',
  'comments/spam/command.ts exportTokens': 'a command; a portion each',
  'comments/spam/command.ts importTokens': 'a command; a portion each',
  'comments/spam/learn.ts tidySpamTokens': 'a job; a portion each',
  'comments/subscriptions/notify-subscribers.ts notifySubscribers': 'a job; a portion each',
  'comments/subscriptions/notify-subscribers.ts sendSubscriberDigests': 'a job; a transaction for each email',
  'comments/subscriptions/subscribe.ts tidySubscribers': 'a job; a portion each',
  'export/capsule/addresses.ts postsAndDays': 'a portion each',
  'export/capsule/records.ts linesOfFiling': 'a portion each',
  'export/export-wxr.ts comments': 'a portion each',
  'export/export-wxr.ts lines': 'a menu each',
  'export/export-wxr.ts posts': 'a portion each',
  'export/export-wxr.ts terms': 'a portion each',
  'import/queries/links.ts breakCircles': 'a table each',
  'import/queries/rows.ts reserveIds': 'a table each',
  'import/records/terms.ts termIds': 'a job; the terms of one record, which may have to be made',
  'library/personal-data.ts collect': 'a portion each',
  'media/sweep-kept.ts sweepNames': 'a job; a portion each',
  'media/uploads/staging-quota.ts freeStagingSpace':
    'a bounded number of rounds, each frees room for the next',
  'menus/bring.ts bringMenu': 'until a name is free',
  'posts/content/extract-now.ts withExtracts':
    'once in the life of a row that was written before extracts were kept',
  'posts/publish.ts publishDuePosts': 'a job; 50 posts at most, each announced',
  'posts/queries/list.ts filtered': 'parts of one statement',
  'posts/queries/write.ts lockSlugs': 'locks, which are taken one after the other',
  'privacy/personal-data.ts emails': 'a portion each',
  'privacy/personal-data.ts eraseEmails': 'a job; a portion each',
  'search/rest.ts findTerms': 'categories and tags: two',
  'setup/sample.ts talk': 'a command; the comments of the sample',
  'setup/seed-posts.ts categoryIds': 'a command; the categories of the sample',
  'setup/seed.ts usersOf': 'a command; the users of the sample',
  'site/lost-address.ts formerName': 'the names in one address that leads nowhere, of which there are few',
  'webhooks/deliver.ts tidyDeliveries': 'a portion each',
  'writing/delete-user.ts trashAll': 'a portion each',
  'writing/editable.ts editableByTitle': 'posts and pages: two',
  'writing/list/trash.ts emptyOldTrash': 'a portion each',
  'writing/list/trash.ts emptyTrash': 'a portion each',
  'writing/rest/list.ts groupsOf': 'the terms that a request names, whose families are asked for',
  'writing/save-terms.ts tagsOf': 'the tags that somebody typed, 100 at most; each may have to be made',
  'xmlrpc/posts/fields.ts byNames':
    'the names in a request, 100 at most; only those that are not known are made',
};

/** Functions whose statements give rows without an order or a limit: `file function`. */
export const endless: Record<string, string> = {
  'base/database/dump-catalog.ts countersOf': 'a row a table of the project',
  'base/database/dump-catalog.ts foreignKeysOf': 'a row a foreign key of the project',
  'base/database/dump-catalog.ts tablesOf': 'a row a table of the project',
  'base/database/dump.ts dumpDatabase': 'the names of all migrations',
  'base/jobs/queries.ts removeJobs': 'bounded by the ids it is given',
  'base/jobs/queries.ts retryJobs': 'bounded by the ids it is given',
  'base/mail/queries.ts countEmails': 'a row a status',
  'base/settings/settings.ts loadSettings': 'bounded by the settings that are declared',
  'comments/notifications/queries.ts countCommentMail': 'one row of a sum',
  'embeds/list-queries.ts countStates': 'a row a state',
  'embeds/queries.ts picturesInUse': 'bounded by the ids it is given',
  'export/queries/posts.ts idBase': 'one row',
  'export/queries/terms.ts authorsAfter': 'a part of one statement',
  'feeds/state-queries.ts aroundRows': 'parts of one statement, bounded by the entries of a feed',
  'feeds/state-queries.ts stateOfComments': 'one row; its parts are bounded by the entries of a feed',
  'feeds/state-queries.ts stateOfPosts': 'one row; its parts are bounded by the entries of a feed',
  'hits/queries.ts hitsByDay': 'a row a day of a stretch that the caller bounds',
  'posts/queries/list.ts filtered':
    'a query on which its callers call more: an order and a limit, or a count',
  'search/rest-queries.ts searchablePosts': 'what its list, which has both, and its count begin with',
  'sitemaps/queries.ts numbersOf': 'bounded; a recursion, which gives its rows as it comes to them',
  'terms/rest-queries.ts sorted': 'ordered in each of its branches; its caller says how many',
  'widgets/queries.ts filledDays': 'a row a day of one month',
  'widgets/queries.ts monthsAround': 'one row',
  'writing/queries/rest-list.ts lookedUp': 'bounded; whether they are too many, and else all of them',
  'writing/queries/rest-list.ts postsForRest': 'bounded; ordered by the function it is handed to',
  'writing/queries/rest-list.ts withTerms': 'a part of one statement',
  'writing/queries/owner.ts countOwned': 'a row a type of post',
};

/** How many glued pieces a file holds until the catalogue of translations counts for it. No file may be added. */
export const glued: Record<string, number> = {
  'src/accounts/application-passwords/admin.ts': 1,
  'src/accounts/passkeys/admin.ts': 1,
  'views/accounts/_security.ejs': 2,
  'views/accounts/_sessions.ejs': 1,
  'views/library/admin-media-delete.ejs': 5,
};

/** Functions of scripts that make markup of a string: `file function`. */
export const markup: Record<string, string> = {
  'editor/islands.ts fill': 'what the server has cleaned',
  'editor/markdown.ts openMarkdown': 'what the server has cleaned, in a frame in which no script runs',
  'editor/paste.ts renewIslands': 'the frame of an island, made of its source, which stands in it as text',
  'editor/shown.ts captionOf': 'its own markup, without the spaces around it',
  'editor/shown.ts onlyElement': 'a template, in which nothing runs and nothing loads',
  'site/comment-preview.ts fill': 'what the site has cleaned as it cleans the comments of the page',
};
