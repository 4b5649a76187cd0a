using System.Text;
using Enrollment.Operations.Announcing;
using Enrollment.Queries.Announcements;
using JasperFx.Events;

namespace Enrollment.Chaos.Judging;

/// <summary>What an event announces, in the form in which the product sends it.</summary>
internal sealed record ExpectedAnnouncement(Announcement Announcement, string What, AnnouncementContent Content)
{
    public Guid Id => Announcement.Id;

    public string Body => Encoding.UTF8.GetString(Outgoing.Of(Announcement).Body);

    public static ExpectedAnnouncement? Of(IEvent recorded)
    {
        if (Announcement.Of(recorded) is not { } announcement)
            return null;
        var outgoing = Outgoing.Of(announcement);
        var type = outgoing.Properties.Type!;
        return new ExpectedAnnouncement(
            announcement,
            $"{type} of {recorded.StreamKey}@{recorded.Version}",
            AnnouncementContent.Of(type, outgoing.Body)
        );
    }
}
