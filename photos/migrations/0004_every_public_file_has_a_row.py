from django.db import migrations, transaction

from photos.storages import OPEN, renditions_storage


def give_previews_rows(apps, schema_editor):
    """Previews lay beside the renditions and had no row; they move into the folder that any web server may hand out."""
    Photo, Rendition = apps.get_model("photos", "Photo"), apps.get_model("photos", "Rendition")
    storage = renditions_storage()
    for photo in Photo.objects.exclude(preview="").iterator():
        old, new = photo.preview.name, f"{OPEN}/{photo.preview.name}"
        if not storage.exists(new):
            with storage.open(old) as file:
                storage.save(new, file)
        width = min(960, photo.width)
        Rendition.objects.create(
            photo=photo,
            crop="preview",
            format="JPEG",
            width=width,
            height=max(1, round(photo.height * width / photo.width)),
            file=new,
            bytes=storage.size(new),
        )
        # The set of renditions is made anew, into that folder as well.
        year = (photo.taken_on or photo.created_at).year
        Photo.objects.filter(pk=photo.pk).update(preview=new, rendition_key="", year=year)
        transaction.on_commit(lambda old=old: storage.delete(old))


def take_rows_of_previews(apps, schema_editor):
    Photo, Rendition = apps.get_model("photos", "Photo"), apps.get_model("photos", "Rendition")
    storage = renditions_storage()
    for photo in Photo.objects.exclude(preview="").iterator():
        new = photo.preview.name
        old = new.partition("/")[2]
        with storage.open(new) as file:
            storage.save(old, file)
        Photo.objects.filter(pk=photo.pk).update(preview=old, rendition_key="")
    Rendition.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("photos", "0003_photo_library")]

    operations = [migrations.RunPython(give_previews_rows, take_rows_of_previews)]
