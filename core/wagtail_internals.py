"""The names of Wagtail that it does not document, all imported by this one module.

A release may rename them without a word. `tests/core/test_wagtail_internals.py` says which are
gone, with what to do then; docs/upgrading.md is about the rest. Each is imported when it is asked
for, since models and views can't be loaded at one time.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True)
class Internal:
    """A name that Wagtail does not document.

    Args:
        module: where Wagtail 8.0 has it.
        name: as it is called there.
        use: what it is for here, and what to do when it goes.
    """

    module: str
    name: str
    use: str


INTERNALS = {
    "require_admin_access": Internal(
        "wagtail.admin.auth",
        "require_admin_access",
        "Log-in of admin addresses outside of hooks. Use the decorator that Wagtail "
        "documents by then.",
    ),
    "diff_text": Internal(
        "wagtail.admin.compare",
        "diff_text",
        "Words that differ. difflib's SequenceMatcher over words does the same.",
    ),
    "DateRangePickerWidget": Internal(
        "wagtail.admin.filters",
        "DateRangePickerWidget",
        "Two dates in a filter. Any widget of two date inputs does.",
    ),
    "NameEmailForm": Internal(
        "wagtail.admin.forms.account",
        "NameEmailForm",
        "The form of one's own name and address. Write the form anew: three fields.",
    ),
    "PasswordChangeForm": Internal(
        "wagtail.admin.forms.auth",
        "PasswordChangeForm",
        "The form of one's own password. Django's PasswordChangeForm does the same.",
    ),
    "KEEP_WHITESPACE": Internal(
        "wagtail.admin.rich_text.converters.html_to_contentstate",
        "KEEP_WHITESPACE",
        "Reading stored rich text into the editor. See how Wagtail reads its own links by then.",
    ),
    "PageLinkElementHandler": Internal(
        "wagtail.admin.rich_text.converters.html_to_contentstate",
        "PageLinkElementHandler",
        "Reading stored rich text into the editor. See how Wagtail reads its own links by then.",
    ),
    "MarkdownConverter": Internal(
        "wagtail.admin.rich_text.converters.markdown_db",
        "MarkdownConverter",
        "Markdown of rich text, from the preview of API v3. Another converter from HTML to "
        "Markdown does.",
    ),
    "notifications_tab": Internal(
        "wagtail.admin.views.account",
        "notifications_tab",
        "The tab for notifications. Make a tab of our own (SettingsTab is documented).",
    ),
    "UsageView": Internal(
        "wagtail.admin.views.generic",
        "UsageView",
        "The frame of an admin page. Extend the template wagtailadmin/generic/base.html.",
    ),
    "WagtailAdminTemplateMixin": Internal(
        "wagtail.admin.views.generic",
        "WagtailAdminTemplateMixin",
        "The frame of an admin page. Extend the template wagtailadmin/generic/base.html.",
    ),
    "WorkflowObjectsToModeratePanel": Internal(
        "wagtail.admin.views.home",
        "WorkflowObjectsToModeratePanel",
        "Wagtail's panel of what waits, taken away from reviewers. Find its new name; "
        "nothing breaks without it.",
    ),
    "PreviewOnCreateView": Internal(
        "wagtail.admin.views.pages.preview",
        "PreviewOnCreateView",
        "The data of an unsaved page, for the checks. Read the form by the page's edit handler.",
    ),
    "PreviewOnEditView": Internal(
        "wagtail.admin.views.pages.preview",
        "PreviewOnEditView",
        "The data of an unsaved page, for the checks. Read the form by the page's edit handler.",
    ),
    "BearerTokenAuth": Internal(
        "wagtail.api.v3.auth",
        "BearerTokenAuth",
        "The token of Wagtail's own API. It goes when the API leaves its preview.",
    ),
    "StreamValue": Internal(
        "wagtail.blocks",
        "StreamValue",
        "The value of a stream field.",
    ),
    "FormPageBaseForm": Internal(
        "wagtail.contrib.forms.forms",
        "BaseForm",
        "The form of a form page. FormBuilder.get_form_class is documented.",
    ),
    "FormSubmission": Internal(
        "wagtail.contrib.forms.models",
        "FormSubmission",
        "What was sent by a form. A submission class of our own (get_submission_class) does.",
    ),
    "get_form_types": Internal(
        "wagtail.contrib.forms.utils",
        "get_form_types",
        "Which page types are forms. Ask for subclasses of AbstractForm.",
    ),
    "FormPagesListView": Internal(
        "wagtail.contrib.forms.views",
        "FormPagesListView",
        "The list of forms. Write the view anew over FormPage.",
    ),
    "string_to_ascii": Internal(
        "wagtail.coreutils",
        "string_to_ascii",
        "File names in ASCII. unicodedata and Django's get_valid_filename do.",
    ),
    "DocumentLinkHandler": Internal(
        "wagtail.documents.rich_text",
        "DocumentLinkHandler",
        "Links to documents in rich text, loaded in bulk. See Wagtail's own handler by then.",
    ),
    "DocumentLinkElementHandler": Internal(
        "wagtail.documents.rich_text.contentstate",
        "DocumentLinkElementHandler",
        "The same in the editor.",
    ),
    "authenticate_with_password_for_documents": Internal(
        "wagtail.documents.views.serve",
        "authenticate_with_password",
        "The password of a private collection, behind our throttle.",
    ),
    "InvalidFilterSpecError": Internal(
        "wagtail.images.exceptions",
        "InvalidFilterSpecError",
        "A filter that nobody can read, which is a fault of ours.",
    ),
    "WagtailImageField": Internal(
        "wagtail.images.fields",
        "WagtailImageField",
        "The form field of images, behind our normalizing.",
    ),
    "WagtailImageModelField": Internal(
        "wagtail.images.models",
        "WagtailImageField",
        "Fields and folders of image files, whose names follow from their content.",
    ),
    "WagtailImageFieldFile": Internal(
        "wagtail.images.models",
        "WagtailImageFieldFile",
        "Fields and folders of image files, whose names follow from their content.",
    ),
    "get_rendition_storage": Internal(
        "wagtail.images.models",
        "get_rendition_storage",
        "Fields and folders of image files, whose names follow from their content.",
    ),
    "get_rendition_upload_to": Internal(
        "wagtail.images.models",
        "get_rendition_upload_to",
        "Fields and folders of image files, whose names follow from their content.",
    ),
    "LogActionRegistry": Internal(
        "wagtail.log_actions",
        "LogActionRegistry",
        "A type only.",
    ),
    "CollectionViewRestriction": Internal(
        "wagtail.models",
        "CollectionViewRestriction",
        "Rows of permissions and restrictions, as Wagtail stores them.",
    ),
    "GroupCollectionPermission": Internal(
        "wagtail.models",
        "GroupCollectionPermission",
        "Rows of permissions and restrictions, as Wagtail stores them.",
    ),
    "PagePermissionTester": Internal(
        "wagtail.models",
        "PagePermissionTester",
        "Rows of permissions and restrictions, as Wagtail stores them.",
    ),
    "extract_references_from_rich_text": Internal(
        "wagtail.rich_text",
        "extract_references_from_rich_text",
        "What stored rich text refers to. A walk over its links does.",
    ),
    "EmbedRewriter": Internal(
        "wagtail.rich_text.rewriters",
        "EmbedRewriter",
        "Finding citations in stored rich text. BeautifulSoup finds embeds too.",
    ),
    "SnippetChosenView": Internal(
        "wagtail.snippets.views.chooser",
        "SnippetChosenView",
        "Choosing and making a source in the editor. See wagtail.admin.viewsets.chooser.",
    ),
    "SnippetCreateView": Internal(
        "wagtail.snippets.views.chooser",
        "SnippetCreateView",
        "Choosing and making a source in the editor. See wagtail.admin.viewsets.chooser.",
    ),
    "SnippetUsageView": Internal(
        "wagtail.snippets.views.snippets",
        "UsageView",
        "Where a source is used.",
    ),
    "AssignRoleBulkAction": Internal(
        "wagtail.users.views.bulk_actions",
        "AssignRoleBulkAction",
        "Bulk actions on users, which leave superiors alone.",
    ),
    "DeleteUsersBulkAction": Internal(
        "wagtail.users.views.bulk_actions",
        "DeleteBulkAction",
        "Bulk actions on users, which leave superiors alone.",
    ),
    "SetActiveStateBulkAction": Internal(
        "wagtail.users.views.bulk_actions",
        "SetActiveStateBulkAction",
        "Bulk actions on users, which leave superiors alone.",
    ),
    "hash_filelike": Internal(
        "wagtail.utils.file",
        "hash_filelike",
        "The hash that Wagtail keeps of an image's file.",
    ),
    "authenticate_with_password_for_pages": Internal(
        "wagtail.views",
        "authenticate_with_password",
        "The password of a private page, behind our throttle.",
    ),
}


def __getattr__(name: str) -> Any:
    if name not in INTERNALS:
        raise AttributeError(name)
    internal = INTERNALS[name]
    return getattr(import_module(internal.module), internal.name)
