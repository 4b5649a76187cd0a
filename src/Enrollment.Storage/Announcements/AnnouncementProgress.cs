using JasperFx.Events.Projections;

namespace Enrollment.Storage.Announcements;

/// <summary>Where the subscription that announces stands in the daemon's table of progress.</summary>
public static class AnnouncementProgress
{
    /// <summary>The subscription's name in the daemon.</summary>
    public const string Name = "Announcements";

    /// <summary>The row, and the name its leader's lock follows from.</summary>
    internal static ShardName Shard { get; } = new(Name);
}
