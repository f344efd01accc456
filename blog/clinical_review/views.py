"""Where a clinician reads a post, signs it or sends it back; and the report of all reviews."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic.base import TemplateView
from wagtail.models import Comment

from blog.citations import sources_of
from blog.clinical_review.differences import changes
from blog.clinical_review.references import naming
from blog.clinical_review.services import (
    SignOffRefused,
    TextChanged,
    may_sign,
    newest_text,
    send_back,
    sign_off,
    stored_texts,
    waiting_state,
)
from blog.clinical_review.texts import HEAD, SectionText, texts_of
from blog.models import BlogPostPage, SignOff
from core.wagtail_internals import WagtailAdminTemplateMixin

SALT = "blog.clinical_review.read"
SEND_BACK = "send-back"
MOST = 2000  # characters of a comment


class ReviewForm(forms.Form):
    """What a reviewer decides."""

    decision = forms.ChoiceField(
        choices=[
            (SignOff.Kind.FULL.value, "Sign as medically reviewed"),
            (SignOff.Kind.WORDING.value, "Sign as a change of wording only"),
            (SEND_BACK, "Send back to the editor"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether to sign the post or to send it back."},
    )
    comment = forms.CharField(
        required=False,
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        label="Comment for the editor",
        help_text="Needed to send the post back.",
    )
    # What was shown, signed, so that only a text that was read can be signed.
    read = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Require a comment with what is sent back."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("decision") == SEND_BACK and not cleaned.get("comment", "").strip():
            self.add_error("comment", "Say what is to be changed: the comment goes to the editor.")
        return cleaned


class ReviewView(WagtailAdminTemplateMixin, TemplateView):
    """A post as its reviewer reads it: each section, and what changed since the last sign-off."""

    template_name = "blog/admin/review.html"
    header_icon = "user"
    page_title = "Clinical review"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Admit reviewers only."""
        if not may_sign(request.user):
            raise PermissionDenied
        self.post_page = get_object_or_404(BlogPostPage, pk=kwargs["post_id"])
        self.draft = newest_text(self.post_page)
        self.texts = texts_of(self.draft)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way from the home page to the post."""
        report = reverse("clinical_reviews_report")
        return [
            *super().get_breadcrumbs_items(),
            {"url": report, "label": "Clinical reviews"},
            {"url": "", "label": self.draft.title},
        ]

    def get_page_subtitle(self) -> str:
        """Return the post's title."""
        return str(self.draft.title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return each section beside the text that was signed last."""
        last = SignOff.objects.filter(post=self.post_page).select_related("person").first()
        against = kwargs.pop("against", None)
        before = stored_texts(last) if against is None else against
        compared = changes(self.texts, before)
        in_words = naming([*self.texts, *before])
        typed = self.request.POST
        form = kwargs.pop("form", None) or ReviewForm()
        read = signing.dumps(
            [[text.section_id, text.kind, text.label, text.lines] for text in self.texts],
            salt=SALT,
            compress=True,
        )
        return super().get_context_data(
            draft=self.draft,
            post=self.post_page,
            last=last,
            is_since_reading=against is not None,
            sections=[
                {
                    "text": change.section,
                    "state": change.state,
                    "lines": change.difference(in_words),
                    "comment": typed.get(f"comment-{change.section.section_id}", ""),
                }
                for change in compared
            ],
            changed_count=sum(change.state != "same" for change in compared),
            waiting=waiting_state(self.post_page),
            sources=sources_of(self.draft),
            form=form,
            read=read,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign or send back; answer 409 when the text is another than the one that was read."""
        form = ReviewForm(request.POST)
        if not form.is_valid():
            return self._again(form, 422)
        try:
            read = _read(form.cleaned_data["read"])
            comment = form.cleaned_data["comment"]
            # All of it or nothing: no decision without the comments that were typed with it.
            with transaction.atomic():
                said = self._decide(request.user, form.cleaned_data["decision"], comment, read)
                self._keep_comments(request)
        except TextChanged as refusal:
            form.add_error(None, str(refusal))
            return self._again(form, 409, against=read)
        except SignOffRefused as refusal:
            form.add_error(None, str(refusal))
            return self._again(form, 422)
        messages.success(request, said % self.draft.title)
        return HttpResponseRedirect(reverse("wagtailadmin_home"))

    def _decide(self, user: Any, decision: str, comment: str, read: list[SectionText]) -> str:
        """Sign or send back; return what is said of it."""
        if decision == SEND_BACK:
            send_back(post=self.post_page, user=user, comment=comment)
            return "“%s” went back to its editor with your comment."
        sign_off(
            post_id=self.post_page.pk,
            user=user,
            read=read,
            kind=decision,
            comment=comment,
            now=timezone.now(),
        )
        return "You signed “%s”. Thank you."

    def _again(
        self, form: ReviewForm, status: int, against: list[SectionText] | None = None
    ) -> HttpResponse:
        context = self.get_context_data(form=form, against=against)
        return self.render_to_response(context, status=status)

    def _keep_comments(self, request: HttpRequest) -> None:
        """Put what was typed beside the sections where the editor sees it, in the page editor."""
        for text in self.texts:
            typed = request.POST.get(f"comment-{text.section_id}", "")
            # PostgreSQL stores no NUL.
            words = typed.replace("\x00", "").strip()[:MOST]
            if words:
                # A second click adds nothing.
                Comment.objects.get_or_create(
                    page=self.post_page,
                    user=request.user,
                    text=words,
                    contentpath=self._contentpath(text),
                    resolved_at=None,
                )

    def _contentpath(self, text: SectionText) -> str:
        if text.section_id == HEAD:
            return "title"
        block = self.draft.body.stream_block.child_blocks[text.kind]
        first = next(iter(getattr(block, "child_blocks", {})), "")
        return ".".join(part for part in ("body", text.section_id, first) if part)


def _read(token: str) -> list[SectionText]:
    try:
        rows = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise SignOffRefused(
            "What you read could not be told from the form. Read the post once more and sign."
        ) from None
    return [SectionText(key, kind, label, tuple(lines)) for key, kind, label, lines in rows]
