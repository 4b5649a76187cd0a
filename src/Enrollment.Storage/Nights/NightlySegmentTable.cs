using Enrollment.Storage.Access;

namespace Enrollment.Storage.Nights;

/// <summary>
/// The table of what a run has planned and not yet done: a row for each segment. In the rollover, the activities correspond to the learners
/// by position. The batch has none.
/// </summary>
public static class NightlySegmentTable
{
    public static OwnTable Table { get; } =
        new(
            OwnTables.NightlySegment,
            new Column("business_date", "date") { IsKey = true },
            new Column("phase", "text") { IsKey = true },
            new Column("segment", "integer") { IsKey = true },
            new Column("learners", "text[]"),
            new Column("activities", "text[]")
        );
}
