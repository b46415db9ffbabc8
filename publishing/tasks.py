"""Jobs of publishing. One may run twice, or be lost: each sends all that is due, and a start of the site queues one."""

from django_tasks import task

from publishing import clock, mail


@task()
def deliver_mail() -> None:
    """Send what waits in the outbox."""
    mail.deliver_due(at=clock.now())
