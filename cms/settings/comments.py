"""django-comments and django-comments-xtd, as far as ours stands on them."""

COMMENTS_APP = "django_comments_xtd"
COMMENTS_XTD_MODEL = "comments.models.ReaderComment"
COMMENTS_XTD_MAX_THREAD_LEVEL = 3  # levels 0 to 3: four levels of depth
COMMENTS_XTD_CONFIRM_EMAIL = False  # ours confirms by POST, see comments.views.own
# Upstream salts its signed links with this; ours never use them, a value is still demanded.
COMMENTS_XTD_SALT = b"comments"
COMMENTS_XTD_THREADED_EMAILS = False
# Which spam classifier advises the moderators; see comments.classifiers.Classifier.
COMMENTS_CLASSIFIER = "comments.classifiers.NaiveBayes"
