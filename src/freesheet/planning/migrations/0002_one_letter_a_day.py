from django.db import migrations


def quiet(apps, schema_editor):
    """One letter a day in place of one for each event, of which none was ever sent; and one clock for all."""
    apps.get_model('wagtailusers', 'UserProfile').objects.update(
        submitted_notifications=False, approved_notifications=False, rejected_notifications=False,
        updated_comments_notifications=False, current_time_zone='',
    )


class Migration(migrations.Migration):

    dependencies = [
        ('planning', '0001_what_is_planned'),
        ('wagtailusers', '0015_userprofile_keyboard_shortcuts'),
    ]

    operations = [migrations.RunPython(quiet, migrations.RunPython.noop)]
