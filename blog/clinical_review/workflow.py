"""The workflow "Clinical review", made once."""

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from blog.models import BlogIndexPage, ClinicalReviewTask

NAME = "Clinical review"


@transaction.atomic
def make_workflow(reviewers: Group) -> Workflow:
    """Make the workflow, or bring its reviewers back, and give it to the blogs without one.

    Safe at any time: what an administrator changed of its steps and blogs stays.

    Args:
        reviewers: the group whose members may sign.
    """
    task, _ = ClinicalReviewTask.objects.get_or_create(name=NAME, defaults={"active": True})
    task.groups.add(reviewers)
    workflow, is_new = Workflow.objects.get_or_create(name=NAME, defaults={"active": True})
    if is_new:
        WorkflowTask.objects.create(workflow=workflow, task=task.task_ptr, sort_order=0)
    for blog in BlogIndexPage.objects.all():
        WorkflowPage.objects.get_or_create(page_id=blog.pk, defaults={"workflow": workflow})
    return workflow
