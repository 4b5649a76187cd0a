namespace Enrollment.Chaos.Judging;

/// <summary>What came under one id.</summary>
/// <param name="Content">What the first copy says.</param>
/// <param name="Differs">A later copy says something else.</param>
internal sealed record ReceivedAnnouncement(AnnouncementContent Content, bool Differs = false)
{
    public ReceivedAnnouncement And(AnnouncementContent again) => again == Content ? this : this with { Differs = true };
}
