using JasperFx.Events.Projections;

namespace Enrollment.Storage.Announcements;

/// <summary>The progress of the announcing subscription in the daemon's table.</summary>
public static class AnnouncementProgress
{
    /// <summary>The subscription's name in the daemon.</summary>
    public const string Name = "Announcements";

    /// <summary>Names the row, and determines the leader's lock.</summary>
    public static ShardName Shard { get; } = new(Name);
}
