import django.db.models.deletion
from django.db import migrations, models


def from_draft_to_print(apps, schema_editor):
    """Draft, fact check, edit, publish: where the paper still has the one step that it came with."""
    get = lambda app, name: apps.get_model(app, name)
    Task, Workflow, WorkflowTask = (get('wagtailcore', name) for name in ('Task', 'Workflow', 'WorkflowTask'))
    approval = Task.objects.filter(name='Approval', content_type__app_label='accounts', content_type__model='approval').first()
    workflow = Workflow.objects.filter(name='Approval', active=True).first()
    steps = list(WorkflowTask.objects.filter(workflow=workflow)) if workflow else []
    if approval is None or [step.task_id for step in steps] != [approval.pk]:
        return
    kind, _made = get('contenttypes', 'ContentType').objects.get_or_create(app_label='accounts', model='factcheck')
    check = get('accounts', 'FactCheck').objects.create(name='Fact check', active=True, content_type=kind)
    steps[0].sort_order = 1
    steps[0].save()
    WorkflowTask.objects.create(workflow=workflow, task_id=check.pk, sort_order=0)
    Task.objects.filter(pk=approval.pk).update(name='Edit')
    workflow.name = 'Fact check and edit'
    workflow.save()
    let_pass(apps, workflow, check)


def let_pass(apps, workflow, check):
    """What was handed in before goes on where it was, and is not sent back to a step that was not there."""
    TaskState = apps.get_model('wagtailcore', 'TaskState')
    states = apps.get_model('wagtailcore', 'WorkflowState').objects.filter(
        workflow=workflow, status__in=('in_progress', 'needs_changes')
    )
    for state in states.exclude(current_task_state=None).select_related('current_task_state'):
        current = state.current_task_state
        TaskState.objects.create(
            workflow_state=state, revision_id=current.revision_id, task_id=check.pk, status='skipped',
            started_at=current.started_at, content_type_id=current.content_type_id,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_people'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='FactCheck',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
            ],
            options={
                'verbose_name': 'fact check by whoever may lock the page',
                'verbose_name_plural': 'fact checks by whoever may lock the page',
            },
            bases=('wagtailcore.task',),
        ),
        migrations.RunPython(from_draft_to_print, migrations.RunPython.noop),
    ]
